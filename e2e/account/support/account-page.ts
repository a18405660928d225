import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { phase } from '../../interaction/support/person.ts';
import type { Stack } from '../../support/stack.ts';

/** Opens the account page for whoever is signed in, and waits until all of it was read. */
export async function openAccount(page: Page, stack: Stack): Promise<void> {
  await page.goto(`${stack.url}/account`);
  await untilRead(page);
}

/** Waits until the account is shown, and nothing of it is being read any more. */
export async function untilRead(page: Page): Promise<void> {
  await page.waitForSelector('.account .who');
  await page.waitForFunction(() => document.querySelector('.account .shapes') === null);
}

/** The card of the page whose title this is. */
export const part = (page: Page, title: string) =>
  page.locator('.part', { has: page.getByRole('heading', { level: 2, name: title, exact: true }) });

/** Waits until a proof is asked for, with a code on the screen. */
export async function untilAsked(page: Page): Promise<void> {
  await page.waitForSelector('.proof');
  await phase(page, 'waiting');
}

/** Makes the last proof of every session older than a step-up may be; or of now. */
export function ageProofs(stack: Stack, minutes = 6): void {
  withDatabase(stack, (database) =>
    database.prepare('UPDATE sessions SET authenticated_at = ?').run(Date.now() - minutes * 60_000),
  );
}

export function rowsOf(stack: Stack, table: 'users' | 'identities' | 'consents'): number {
  return withDatabase(stack, (database) => {
    const row = database.prepare(`SELECT count(*) AS count FROM ${table}`).get() as { count: number };
    return row.count;
  });
}

function withDatabase<T>({ databaseFile }: Stack, use: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(databaseFile, { timeout: 5000 });
  try {
    return use(database);
  } finally {
    database.close();
  }
}
