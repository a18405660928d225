import 'reflect-metadata';
import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { OwnerUser } from '@maqiao/shared';
import { auditText } from './audit-entries.ts';
import { duplicatesText, merge, unmerge } from './merge-people.ts';
import { openPeople, type OpenedPeople } from './open-people.ts';
import { aboutPages, CALLED, nameOf, UsageError } from './people-words.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { configureOutgoingConnections } from '../platform/http/outgoing-connections.ts';
import { failureCode } from '../platform/process/failure-code.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { SettingsError } from '../config/settings.ts';
import type { OwnerUsersQuery } from '../owner/owner-users.ts';
import { csvOf, detailsOf, tableOf } from '../owner/users-as-text.ts';
import { usersMessages } from './users-messages.ts';

// What `npm run users` runs. It reads the database that .env names, whether or not the server runs; changes are made by
// the server where one runs (person-changes.ts).

const PAGE = 200;
/** Lines that fit on a screen or two. */
const LISTED = 50;

// The reader of the output has closed it: `head`, or a pager that was quit.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

configureOutgoingConnections();
try {
  await run(process.argv.slice(2));
} catch (error) {
  const reason = sentenceOf(error);
  if (reason === undefined) throw error;
  await write(process.stderr, reason);
  process.exitCode = 1;
}
process.exit(); // open database connections would keep the process running for a while

async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      blocked: { type: 'boolean' },
      yes: { type: 'boolean' },
      limit: { type: 'string' },
      format: { type: 'string' },
      file: { type: 'string' },
      json: { type: 'boolean' },
      kind: { type: 'string' },
      method: { type: 'string' },
      client: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      cursor: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command, who, into, ...more] = positionals;
  if (values.help === true) return write(process.stdout, localize(usersMessages.users_usage, CALLED));
  if (command === undefined || more.length > 0 || (into !== undefined && command !== 'merge'))
    throw new UsageError(localize(usersMessages.users_usage, CALLED));

  switch (command) {
    case 'list': {
      const limit = limitOf(values.limit, LISTED);
      const { users } = await openPeople();
      const { people, total } = await upTo(users, limit, values.blocked);
      return write(process.stdout, listed(people, total));
    }
    case 'find': {
      const text = required(who, localize(usersMessages.users_find_wants));
      const limit = limitOf(values.limit, PAGE);
      const { users } = await openPeople();
      const { people, total } = await upTo(users, limit, values.blocked, text);
      return write(process.stdout, listed(people, total));
    }
    case 'show': {
      const person = required(who, localize(usersMessages.users_block_wants, { command }));
      const { users } = await openPeople();
      return print(process.stdout, detailsOf(await personOf(users, person)));
    }
    case 'block':
    case 'unblock': {
      const person = required(who, localize(usersMessages.users_block_wants, { command }));
      return write(process.stdout, await setBlocked(await openPeople(), person, command === 'block'));
    }
    case 'delete': {
      const person = required(who, localize(usersMessages.users_block_wants, { command }));
      return write(process.stdout, await remove(await openPeople(), person, values.yes === true));
    }
    case 'duplicates':
      return print(process.stdout, await duplicatesText(await openPeople(), values.json === true));
    case 'merge': {
      const ids = [who, into].map((id) => required(id, localize(usersMessages.merge_wants)));
      const people = await openPeople();
      const [user, remaining] = [
        await personOf(people.users, ids[0] ?? ''),
        await personOf(people.users, ids[1] ?? ''),
      ];
      return write(process.stdout, await merge(people, user, remaining, values.yes === true));
    }
    case 'unmerge': {
      const person = required(who, localize(usersMessages.users_block_wants, { command }));
      const people = await openPeople();
      const user = await personOf(people.users, person);
      return write(process.stdout, await unmerge(people, user, values.yes === true));
    }
    case 'audit': {
      const people = await openPeople();
      const user = who === undefined ? undefined : (await personOf(people.users, who)).id;
      const { kind, method, client, from, to, limit, cursor } = values;
      const typed = { user, kind, method, client, from, to, limit, cursor };
      return print(process.stdout, await auditText(people, typed, values.json === true));
    }
    case 'export': {
      const { file } = values;
      const format = values.format ?? (file?.endsWith('.json') === true ? 'json' : 'csv');
      if (format !== 'csv' && format !== 'json') throw new UsageError(localize(usersMessages.users_format));
      const { users } = await openPeople();
      const { people } = await upTo(users, Infinity, values.blocked);
      const text = format === 'csv' ? csvOf(people) : `${JSON.stringify(people, null, 2)}\n`;
      if (file === undefined) await print(process.stdout, text);
      else writeForOwner(file, text);
      const facts = { people: numbered(people.length), format };
      return write(
        process.stderr,
        file === undefined
          ? localize(usersMessages.exported, facts)
          : localize(usersMessages.exported_to, { ...facts, file }),
      );
    }
    default:
      throw new UsageError(localize(usersMessages.users_usage, CALLED));
  }
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

async function setBlocked({ users, changes }: OpenedPeople, who: string, blocked: boolean): Promise<string> {
  const person = await personOf(users, who);
  const name = nameOf(person);
  if (person.blocked === blocked)
    return localize(blocked ? usersMessages.blocked_already : usersMessages.not_blocked, name);
  const why = await changes.setBlocked(person, blocked);
  if (!blocked) return localize(usersMessages.may_sign_in, name);
  const count = person.sessions;
  if (count === 0) return localize(usersMessages.blocked_nowhere, name);
  const done =
    count === 1
      ? localize(usersMessages.blocked_one, name)
      : localize(usersMessages.blocked_many, { ...name, count });
  return `${done} ${aboutPages(why)}`;
}

async function remove({ users, changes }: OpenedPeople, who: string, sure: boolean): Promise<string> {
  const person = await personOf(users, who);
  const name = nameOf(person);
  if (!sure) throw new UsageError(localize(usersMessages.delete_wants_yes, { ...name, ...CALLED }));
  const why = await changes.delete(person);
  return `${localize(usersMessages.person_deleted, name)} ${aboutPages(why)}`;
}

/**
 * @throws UsageError when nobody has this id, openid or unionid: a nickname may be shared, and changed by its owner. Of
 * two people with one unionid each has to be named by another
 */
async function personOf(users: OwnerUsersQuery, who: string): Promise<OwnerUser> {
  const { users: found } = await users.page({ search: who, limit: PAGE });
  const named = found.filter(
    ({ id, identities }) =>
      id === who || identities.some(({ subject, unionid }) => subject === who || unionid === who),
  );
  const [person] = named;
  if (person === undefined || named.length > 1)
    throw new UsageError(localize(usersMessages.nobody_known, CALLED));
  return person;
}

function listed(people: OwnerUser[], total: number): string {
  if (people.length === 0) return localize(usersMessages.nobody);
  const more = total > people.length;
  const count = more
    ? localize(usersMessages.people_shown, { count: total, shown: people.length })
    : numbered(total);
  return `${tableOf(people)}\n${count}`;
}

function numbered(count: number): string {
  return count === 1 ? localize(usersMessages.one_person) : localize(usersMessages.people, { count });
}

/** The file holds openids, so only its owner may read it, also when it was readable for others before. */
function writeForOwner(file: string, text: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) chmodSync(file, 0o600);
  writeFileSync(file, text, { mode: 0o600 });
}

function limitOf(value: string | undefined, usual: number): number {
  const limit = Number(value ?? usual);
  if (!Number.isInteger(limit) || limit < 1) throw new UsageError(localize(usersMessages.users_limit));
  return limit;
}

function required(value: string | undefined, missing: string): string {
  if (value === undefined)
    throw new UsageError(`${missing}\n\n${localize(usersMessages.users_usage, CALLED)}`);
  return value;
}

/** The sentence for a failure that the operator can fix; undefined for a bug. */
function sentenceOf(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message;
  if (error instanceof SettingsError) return error.message;
  if (error instanceof ApiError) return error.operatorHint ?? error.detail;
  const code = failureCode(error);
  if (code.startsWith('ERR_PARSE_ARGS')) return localize(usersMessages.users_usage, CALLED);
  // The path was typed by the same person.
  return /^(ENOENT|EACCES|EISDIR|ENOTDIR|EROFS|ENOSPC)$/.test(code)
    ? localize(usersMessages.file_unwritable, { failure: code })
    : undefined;
}

/** A sentence, or several lines. */
function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return print(stream, `${text}\n`);
}

function print(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => stream.write(text, () => resolve()));
}
