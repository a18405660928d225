import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { message } from '../../platform/operator-messages/messages.ts';
import { backupMessages } from './backup-messages.ts';
import { SettingsError } from '../../config/settings.ts';

type Tool = 'pg_dump' | 'pg_restore' | 'psql';

/** Characters of a program's error output that are kept. */
const MAX_OUTPUT = 2_000;
/** The line that psql is told to print after every statement before it has succeeded. */
const ALL_DONE = 'maqiao-all-done';

/**
 * Runs PostgreSQL's own `pg_dump` on the database of that URL.
 * @throws SettingsError when the program is missing or fails, with its error output
 */
export async function dump(args: readonly string[], databaseUrl: string): Promise<void> {
  await start('pg_dump', args, databaseUrl).ended;
}

/**
 * What a dump holds, as `pg_restore --list` prints it: one line for each entry.
 * @throws SettingsError as {@link dump}
 */
export async function contentsOf(file: string): Promise<string> {
  const { child, ended } = start('pg_restore', ['--list', file]);
  const [contents] = await Promise.all([child.stdout === null ? '' : text(child.stdout), ended]);
  return contents;
}

/**
 * Runs statements, and then those of a dump, in one transaction. It is committed only after the last statement has
 * succeeded: when one of the two programs or this process ends early, nothing has changed.
 * @throws SettingsError as {@link dump}
 */
export async function restoreInOneTransaction(
  statements: readonly string[],
  file: string,
  databaseUrl: string,
): Promise<void> {
  const sql = start('psql', ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--file=-'], databaseUrl);
  const source = start('pg_restore', ['--no-owner', '--no-privileges', '--file=-', file]);
  const into = sql.child.stdin;
  const from = source.child.stdout;
  if (into === null || from === null) throw new Error('the programs have no pipes');
  // When psql ends early, its own error is reported; the broken pipe adds nothing.
  into.on('error', () => undefined);
  const allDone = printed(sql.child, ALL_DONE);
  into.write(`begin;\n${statements.map((one) => `${one};\n`).join('')}`);
  try {
    // A dump that fails in part has failed, even where pg_restore would continue.
    await Promise.all([pipeline(from, into, { end: false }), source.ended]);
    into.write(`\\echo ${ALL_DONE}\n`);
    // `commit` is written only after this: psql would still run what is in the pipe after this process has ended.
    await Promise.race([allDone, sql.ended]);
    into.end('commit;\n');
  } catch (error) {
    source.child.kill();
    // Without `commit` nothing is changed.
    into.destroy();
    await sql.ended; // throws first when psql is what failed
    throw error;
  }
  await sql.ended;
}

/** Resolves when a program has printed that line. Its other output is discarded. */
function printed({ stdout }: ChildProcess, line: string): Promise<void> {
  return new Promise((resolve) => {
    let last = '';
    stdout?.setEncoding('utf8').on('data', (part: string) => {
      last = (last + part).slice(-2 * line.length);
      if (last.includes(line)) resolve();
    });
  });
}

/** Starts one of the programs. `ended` rejects when it is missing or fails. */
function start(tool: Tool, args: readonly string[], databaseUrl?: string) {
  const { target, password } = connectionOf(databaseUrl);
  const named = process.env.POSTGRES_PROGRAMS;
  const program = named && existsSync(join(named, tool)) ? join(named, tool) : tool;
  const child: ChildProcess = spawn(program, [...args, ...target], {
    // The password goes through the environment: arguments can be read by every account of the machine.
    env: { ...process.env, ...(password !== '' && { PGPASSWORD: password }), LC_ALL: 'C' },
    stdio: [tool === 'psql' ? 'pipe' : 'ignore', tool === 'pg_dump' ? 'ignore' : 'pipe', 'pipe'],
  });
  let output = '';
  child.stderr
    ?.setEncoding('utf8')
    .on('data', (part: string) => (output = (output + part).slice(-MAX_OUTPUT)));
  const ended = (async () => {
    const ending = await new Promise<number | Error>((resolve) => {
      child.once('error', resolve);
      child.once('close', (code) => resolve(code ?? 1));
    });
    if (ending === 0) return;
    if (typeof ending !== 'number') throw new SettingsError(message(backupMessages.tool_missing, { tool }));
    const words = password === '' ? output : output.replaceAll(password, '…');
    throw new SettingsError(
      message(backupMessages.tool_failed, { tool, status: ending, words: words.trim() }),
    );
  })();
  ended.catch(() => undefined); // the awaiting caller gets it
  return { child, ended };
}

/** The URL as libpq takes it, which knows fewer parameters than our driver (PostgreSQL's documentation, 34.1.2). */
function connectionOf(databaseUrl: string | undefined): { target: string[]; password: string } {
  if (databaseUrl === undefined) return { target: [], password: '' };
  const url = new URL(databaseUrl);
  const password = decodeURIComponent(url.password);
  url.password = '';
  url.searchParams.delete('uselibpqcompat');
  if (url.searchParams.get('sslmode') === 'no-verify') url.searchParams.set('sslmode', 'require');
  // URLSearchParams writes a space as a plus, which libpq does not decode.
  url.search = url.search.replaceAll('+', '%20');
  return { target: ['--no-password', `--dbname=${url.href}`], password };
}
