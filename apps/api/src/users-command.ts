import 'reflect-metadata';
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { OwnerUser } from '@maqiao/shared';
import { ApiError } from './common/api-error.ts';
import { MonotonicClock } from './common/clock.ts';
import { readCommandSettings } from './config/command-settings.ts';
import { SettingsError } from './config/settings.ts';
import { Database } from './database/database.ts';
import { databaseLocation } from './database/database-location.ts';
import { Blocking } from './owner/blocking.ts';
import { OwnerUsersQuery } from './owner/owner-users.ts';
import { csvOf, tableOf } from './owner/users-as-text.ts';
import { LocalSessionEndings } from './sessions/session-endings.ts';
import { SessionsTable } from './sessions/sessions-table.ts';
import { WebhookOutbox } from './webhooks/webhook-outbox.ts';

// What `npm run users` runs: on the database that .env names, whether or not the API runs.

const USAGE = `npm run users -- list [--blocked] [--limit 50]     people, newest first
npm run users -- find <text>                       by a part of the nickname, or the whole id, openid or unionid
npm run users -- block <id or openid>              ends every session, and refuses the next sign-in
npm run users -- unblock <id or openid>            lets them sign in again
npm run users -- export [--format csv|json] [--file people.csv]
`;

/** What a person typed cannot be done; the sentence says why. */
class UsageError extends Error {}

const PAGE = 200;

try {
  await run(process.argv.slice(2));
} catch (error) {
  const reason = sentenceOf(error);
  if (reason === undefined) throw error;
  await write(process.stderr, reason);
  process.exitCode = 1;
}
process.exit(); // the connections to the database would keep the process for a while

async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      blocked: { type: 'boolean' },
      limit: { type: 'string', default: '50' },
      format: { type: 'string' },
      file: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command, who, ...more] = positionals;
  if (values.help === true) return write(process.stdout, USAGE);
  if (command === undefined || more.length > 0) throw new UsageError(USAGE);

  switch (command) {
    case 'list': {
      const limit = Number(values.limit);
      if (!Number.isInteger(limit) || limit < 1)
        throw new UsageError('--limit must be a whole number from 1.\n');
      const { users } = await open();
      const { people, total } = await upTo(users, limit, values.blocked);
      return write(process.stdout, listed(people, total));
    }
    case 'find': {
      const text = required(who, 'find wants a text');
      const { users } = await open();
      const { people, total } = await upTo(users, PAGE, undefined, text);
      return write(process.stdout, listed(people, total));
    }
    case 'block':
    case 'unblock': {
      const person = required(who, `${command} wants an id or openid`);
      const { users, blocking } = await open();
      return write(process.stdout, await change(users, blocking, person, command === 'block'));
    }
    case 'export': {
      const { file } = values;
      const format = values.format ?? (file?.endsWith('.json') === true ? 'json' : 'csv');
      if (format !== 'csv' && format !== 'json') throw new UsageError('--format must be csv or json.\n');
      const { users } = await open();
      const { people } = await upTo(users, Infinity, values.blocked);
      const text = format === 'csv' ? csvOf(people) : `${JSON.stringify(people, null, 2)}\n`;
      if (file === undefined) await write(process.stdout, text);
      // Who people are to WeChat is nobody else's business on this machine.
      else writeFileSync(file, text, { mode: 0o600 });
      return write(
        process.stderr,
        `Exported ${numbered(people.length)} as ${format}${file === undefined ? '' : ` to ${file}`}.\n`,
      );
    }
    default:
      throw new UsageError(USAGE);
  }
}

/** @throws SettingsError when there is no database: a mistyped DATABASE_URL must not become a new one */
async function open(): Promise<{ users: OwnerUsersQuery; blocking: Blocking }> {
  const settings = readCommandSettings();
  const location = databaseLocation(settings.databaseUrl);
  if (location.dialect === 'sqlite' && (location.file === null || !existsSync(location.file))) {
    throw new SettingsError('DATABASE_URL must name a database that exists: start Maqiao with it first.');
  }
  const database = await Database.open(settings.databaseUrl);
  const clock = new MonotonicClock();
  const sessions = new SessionsTable(database, new WebhookOutbox(clock, settings));
  // Pages that are open are told by the API, which sees the block in the database.
  const blocking = new Blocking(database, sessions, new LocalSessionEndings(), clock);
  return { users: new OwnerUsersQuery(database, clock, settings), blocking };
}

async function upTo(users: OwnerUsersQuery, most: number, blocked?: boolean, search?: string) {
  const people: OwnerUser[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await users.page({ limit: Math.min(PAGE, most - people.length), blocked, search, cursor });
    people.push(...page.users);
    cursor = page.nextCursor ?? undefined;
    if (cursor === undefined || people.length >= most) return { people, total: page.total };
  }
}

async function change(
  users: OwnerUsersQuery,
  blocking: Blocking,
  who: string,
  blocked: boolean,
): Promise<string> {
  const { users: found } = await users.page({ search: who, limit: PAGE });
  // A nickname is not enough here: two people may share it, and either may change theirs.
  const person = found.find(({ id, openid }) => id === who || openid === who);
  if (person === undefined) {
    throw new UsageError(`Nobody has this id or openid. Find them first: npm run users -- find <nickname>\n`);
  }
  const name = `${person.nickname ?? 'The person without a nickname'} (${person.id})`;
  if (person.blocked === blocked)
    return `Nothing to do: ${name} is ${blocked ? 'blocked already' : 'not blocked'}.\n`;
  await blocking.set(person.id, blocked);
  if (!blocked) return `${name} may sign in again.\n`;
  return `${name} is blocked. ${sessionsEnded(person.sessions)} Pages that are open are told within a few seconds.\n`;
}

function sessionsEnded(count: number): string {
  if (count === 0) return 'They were signed in nowhere.';
  return count === 1
    ? 'The one browser they were signed in with is signed out.'
    : `All ${count} browsers they were signed in with are signed out.`;
}

function listed(people: OwnerUser[], total: number): string {
  if (people.length === 0) return 'Nobody.\n';
  const rest = total > people.length ? `, the ${people.length} newest are shown (--limit, export)` : '';
  return `${tableOf(people)}\n${numbered(total)}${rest}.\n`;
}

function numbered(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

function required(value: string | undefined, wish: string): string {
  if (value === undefined) throw new UsageError(`${wish}.\n\n${USAGE}`);
  return value;
}

/** What an operator can mend, in a sentence; undefined when it is a fault of ours. */
function sentenceOf(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message;
  if (error instanceof SettingsError) return `${error.message}\n`;
  if (error instanceof ApiError) return `${error.operatorHint ?? error.detail}\n`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('ERR_PARSE_ARGS')) return USAGE;
  // The path was typed by the same person.
  return /^(ENOENT|EACCES|EISDIR|ENOTDIR|EROFS|ENOSPC)$/.test(code)
    ? `The file cannot be written (${code}).\n`
    : undefined;
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => stream.write(text, () => resolve()));
}
