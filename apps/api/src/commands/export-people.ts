import type { OwnerUser } from '@maqiao/shared';
import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { csvOf } from '../owner/users-as-text.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { movingPeopleMessages } from './moving-people-messages.ts';
import type { OpenedPeople } from './open-people.ts';
import { nameOf, numbered, UsageError } from './people-words.ts';
import { usersMessages } from './users-messages.ts';

/** How everybody is written. @throws UsageError for another format */
export function formatOf(format: string | undefined, file: string | undefined): 'csv' | 'json' {
  const chosen = format ?? (file?.endsWith('.json') === true ? 'json' : 'csv');
  if (chosen !== 'csv' && chosen !== 'json') throw new UsageError(localize(usersMessages.users_format));
  return chosen;
}

/** Everybody as text. @returns what goes to the standard output, and the sentence about it */
export function everybody(
  people: readonly OwnerUser[],
  format: 'csv' | 'json',
  file: string | undefined,
): { out: string; sentence: string } {
  const text = format === 'csv' ? csvOf(people) : `${JSON.stringify(people, null, 2)}\n`;
  const facts = { people: numbered(people.length), format };
  if (file === undefined) return { out: text, sentence: localize(usersMessages.exported, facts) };
  writeForOwner(file, text);
  return { out: '', sentence: localize(usersMessages.exported_to, { ...facts, file }) };
}

/** The archive of one person, as a file. @returns the sentence about it */
export async function oneArchive(
  { archive }: OpenedPeople,
  person: OwnerUser,
  file: string | undefined,
): Promise<string> {
  const made = await archive.of(person.id);
  if (made === undefined) throw new UsageError(localize(usersMessages.nobody));
  const name = file ?? made.name;
  writeForOwner(name, made.bytes);
  return localize(movingPeopleMessages.archive_written, { ...nameOf(person), file: name });
}

/** The file holds openids, so only its owner may read it, also when it was readable for others before. */
function writeForOwner(file: string, content: string | Uint8Array): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) chmodSync(file, 0o600);
  writeFileSync(file, content, { mode: 0o600 });
}
