import { expect } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { ApiUnderTest } from './api-under-test.ts';

export const DIST = join(import.meta.dirname, '../../dist');
/** Of an installation that does not keep it beside its database. */
export const SECRET = madeUpSecret('one');

export interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** `npm run backup` or `npm run restore`, as a process of its own. */
export function run(
  entry: 'backup' | 'restore',
  environment: Record<string, string>,
  ...args: string[]
): Promise<Outcome> {
  const env = { PATH: process.env.PATH ?? '', ...postgresPrograms(), ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(DIST, `${entry}.js`), ...args], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

const postgresPrograms = (): Record<string, string> =>
  process.env.POSTGRES_PROGRAMS === undefined ? {} : { POSTGRES_PROGRAMS: process.env.POSTGRES_PROGRAMS };

/** A person signs in. @returns the browser that holds the cookie */
export async function signIn(api: ApiUnderTest, person?: string) {
  const browser = api.browser();
  const phone = api.phone(person);
  await browser.register();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  expect((await browser.claim()).status).toBe(200);
  return browser;
}

/** Settings as the commands are given them, for the same installation as the API's. */
export const commandEnvironment = (
  api: ApiUnderTest,
  environment: Record<string, string>,
): Record<string, string> => ({
  PUBLIC_URL: api.settings.publicUrl,
  WECHAT_APP_ID: api.settings.wechat.appId,
  WECHAT_APP_SECRET: api.settings.wechat.appSecret,
  WECHAT_API_BASE_URL: api.settings.wechat.apiBaseUrl,
  ...environment,
});

/** Where a backup said that it is. */
export const folderIn = ({ out }: Outcome) => /^Backup: (.+)$/m.exec(out)?.[1] ?? '';
