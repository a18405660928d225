import 'reflect-metadata';
import { parseArgs } from 'node:util';
import type { OwnerUser } from '@maqiao/shared';
import { auditText } from './audit-entries.ts';
import { everybody, formatOf, oneArchive } from './export-people.ts';
import { PAGE, personOf, upTo } from './find-people.ts';
import { importPeople } from './import-people.ts';
import { duplicatesText, merge, unmerge } from './merge-people.ts';
import { moveIdentity } from './move-identity.ts';
import { movingPeopleMessages } from './moving-people-messages.ts';
import { openPeople, type OpenedPeople } from './open-people.ts';
import { aboutPages, CALLED, nameOf, numbered, UsageError } from './people-words.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { configureOutgoingConnections } from '../platform/http/outgoing-connections.ts';
import { failureCode } from '../platform/process/failure-code.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { SettingsError } from '../config/settings.ts';
import { detailsOf, tableOf } from '../owner/users-as-text.ts';
import { usersMessages } from './users-messages.ts';

// What `npm run users` runs. It reads the database that .env names, whether or not the server runs; changes are made by
// the server where one runs (person-changes.ts).

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
      'dry-run': { type: 'boolean' },
      'even-if-last': { type: 'boolean' },
      'allow-app-id': { type: 'string', multiple: true },
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
    case 'move-identity': {
      const wants = localize(movingPeopleMessages.move_wants);
      const [what, receiver] = [required(who, wants), required(values.to, wants)];
      const people = await openPeople();
      const [user, to] = [await personOf(people.users, what), await personOf(people.users, receiver)];
      const options = {
        sure: values.yes === true,
        dryRun: values['dry-run'] === true,
        json: values.json === true,
        evenIfLast: values['even-if-last'] === true,
      };
      return write(process.stdout, await moveIdentity(people, what, user, to, options));
    }
    case 'import': {
      const file = required(who, localize(movingPeopleMessages.import_wants));
      const allowed = values['allow-app-id'] ?? [];
      const options = { dryRun: values['dry-run'] === true, json: values.json === true, allowed };
      const { text, complete } = await importPeople(await openPeople(), file, options);
      if (!complete) process.exitCode = 1;
      return write(process.stdout, text);
    }
    case 'export': {
      const format = formatOf(values.format, values.file);
      const people = await openPeople();
      if (who !== undefined)
        return write(
          process.stdout,
          await oneArchive(people, await personOf(people.users, who), values.file),
        );
      const { people: all } = await upTo(people.users, Infinity, values.blocked);
      const { out, sentence } = everybody(all, format, values.file);
      await print(process.stdout, out);
      return write(process.stderr, sentence);
    }
    default:
      throw new UsageError(localize(usersMessages.users_usage, CALLED));
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

function listed(people: OwnerUser[], total: number): string {
  if (people.length === 0) return localize(usersMessages.nobody);
  const more = total > people.length;
  const count = more
    ? localize(usersMessages.people_shown, { count: total, shown: people.length })
    : numbered(total);
  return `${tableOf(people)}\n${count}`;
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
