import type { OwnerUser } from '@maqiao/shared';
import { printable } from '../owner/users-as-text.ts';
import { localize, message, type OperatorMessage } from '../platform/operator-messages/messages.ts';
import { calledAs } from './command-name.ts';
import { usersMessages } from './users-messages.ts';

/** What was typed cannot be done. The message says why. */
export class UsageError extends Error {}

/** How this command is called, for texts that name it. */
export const CALLED = { command: calledAs('users') };

/** A person, as texts name them. */
export function nameOf({ id, nickname }: OwnerUser) {
  return { name: printable(nickname) ?? message(usersMessages.without_nickname), id };
}

/** Whether open pages know of the change. @param why - why no server made it; undefined when one did */
export function aboutPages(why: OperatorMessage | undefined): string {
  return why === undefined
    ? localize(usersMessages.pages_know)
    : localize(usersMessages.pages_learn_later, { why });
}
