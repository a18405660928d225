import type { ClientFault } from '@maqiao/shared';
import type { z } from 'zod';
import { message, type InBoth } from '../../platform/operator-messages/messages.ts';
import { clientMessages, MEMBER_WANTS } from './client-messages.ts';
import { clientMetadata, type ClientMetadata } from './client-metadata.ts';

/** Faults that are told at once: whoever sends a hundred wrong addresses need not read of each. */
const TOLD = 5;

/** A client that cannot be registered as it is. */
export class ClientFaults extends Error {
  /** Each as its field and the rest of a sentence; what was given is never repeated. */
  readonly faults: readonly ClientFault[];

  constructor(...faults: readonly ClientFault[]) {
    super(sentenceOf(faults).en);
    this.faults = faults;
  }
}

/** All of them in one sentence. */
export function sentenceOf(faults: readonly ClientFault[]): InBoth {
  const joined = (language: 'en' | 'zh', between: string) =>
    faults.map((fault) => `${fault.field} ${fault[language]}`).join(between);
  return { en: joined('en', '; '), zh: joined('zh', '；') };
}

export function faultOf(field: string, { en, zh }: InBoth): ClientFault {
  return { field, en, zh };
}

/**
 * Checks metadata as somebody wrote it, by the names of RFC 7591.
 * @param reservedIds audiences of tokens that are no clients
 * @throws ClientFaults
 */
export function checkClient(given: unknown, reservedIds: readonly string[]): ClientMetadata {
  const id =
    typeof given === 'object' && given !== null && 'client_id' in given ? given.client_id : undefined;
  // First of all: that an origin has characters which no id has would hide why it cannot be one.
  if (typeof id === 'string' && reservedIds.includes(id))
    throw new ClientFaults(faultOf('client_id', clientMessages.id_reserved));
  const checked = clientMetadata.safeParse(given);
  if (checked.success) return checked.data;
  throw new ClientFaults(...faultsOf(checked.error, given));
}

function faultsOf({ issues }: z.ZodError, given: unknown): ClientFault[] {
  const members: Record<string, unknown> = typeof given === 'object' && given !== null ? { ...given } : {};
  const faults = issues.flatMap((issue): ClientFault[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => faultOf(nameOf(key), clientMessages.unknown_member));
    const [name, index] = issue.path;
    if (!isMember(name)) return [faultOf('client', clientMessages.no_object)];
    if (issue.code === 'custom') {
      const why = issue.params?.why as InBoth | undefined;
      if (why !== undefined) return [faultOf(index === undefined ? name : `${name}[${String(index)}]`, why)];
    }
    if (issue.code === 'invalid_type' && members[name] === undefined)
      return [faultOf(name, clientMessages.missing)];
    return [faultOf(name, message(clientMessages.must_be, { wants: MEMBER_WANTS[name] }))];
  });
  const distinct = new Map(faults.map((fault) => [`${fault.field} ${fault.en}`, fault]));
  return [...distinct.values()].slice(0, TOLD);
}

function isMember(name: PropertyKey | undefined): name is keyof typeof MEMBER_WANTS {
  return typeof name === 'string' && Object.hasOwn(MEMBER_WANTS, name);
}

/** A name that somebody made up, as far as it may be shown: it could be a secret that was put in the wrong place. */
function nameOf(key: string): string {
  return /^[a-z_]{1,60}$/.test(key) ? key : 'a member';
}
