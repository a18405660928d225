import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { told } from '../common/operator-words.ts';
import { SettingsError } from '../config/settings.ts';

const MAX_WORDS = 2_000;

/**
 * Runs PostgreSQL's own `pg_dump` or `pg_restore` on the database of that URL. The password goes through the
 * environment: arguments can be read by every account of the machine.
 * @throws SettingsError when the program is missing or fails, with what it said
 */
export async function runPostgresTool(
  tool: 'pg_dump' | 'pg_restore',
  args: readonly string[],
  databaseUrl: string,
): Promise<void> {
  const url = new URL(databaseUrl);
  const password = decodeURIComponent(url.password);
  url.password = '';
  const named = process.env.POSTGRES_PROGRAMS;
  const program = named && existsSync(join(named, tool)) ? join(named, tool) : tool;
  const child = spawn(program, [...args, '--no-password', `--dbname=${url.href}`], {
    env: { ...process.env, ...(password !== '' && { PGPASSWORD: password }), LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-MAX_WORDS)));
  const ending = await new Promise<number | NodeJS.ErrnoException>((resolve) => {
    child.once('error', resolve);
    child.once('close', (code) => resolve(code ?? 1));
  });
  if (ending === 0) return;
  if (typeof ending !== 'number') {
    throw new SettingsError(told('tool_missing', { tool }));
  }
  const words = password === '' ? said : said.replaceAll(password, '…');
  throw new SettingsError(told('tool_failed', { tool, status: ending, words: words.trim() }));
}
