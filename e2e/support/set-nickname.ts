import { DatabaseSync } from 'node:sqlite';
import type { Stack } from './stack.ts';

/** Gives a person the nickname that they would have set in the mini program. */
export async function setNickname(stack: Stack, nickname: string, person = 'a'): Promise<void> {
  // People are known from their first visit on.
  await fetch(`http://127.0.0.1:${new URL(stack.url).port}/api/mini-program/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: stack.simulator.loginCode(person) }),
  });
  const database = new DatabaseSync(stack.databaseFile, { timeout: 5000 });
  const { changes } = database
    .prepare('UPDATE users SET nickname = ? WHERE id = (SELECT user_id FROM identities WHERE subject = ?)')
    .run(nickname, stack.simulator.people.openid(person));
  database.close();
  if (changes !== 1) throw new Error(`no row of person ${person}`);
}
