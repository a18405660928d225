import { localize } from '../operator-messages/messages.ts';
import { terminalMessages } from './terminal-messages.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a line of the log says to people.
 * @param message as `Logger` is given it: a sentence, an error, or the fields of a line
 * @param context who logs
 * @returns undefined for what only programs need: calls, and what another line has said already
 */
export function plainWords(message: unknown, context: unknown): string | undefined {
  if (message instanceof Error) return message.stack ?? message.message;
  if (typeof message !== 'object' || message === null) return String(message);
  const fields = message as Fields;
  if (context === 'Http') return undefined;
  if (context === 'Login') return sentenceOf(`login_${String(fields.status)}`);
  if (fields.event === 'security') {
    return sentenceOf(fields.reason === undefined ? `event_${String(fields.kind)}` : 'event_not_me');
  }
  return ofProblem(fields) ?? listed(fields);
}

/** All that a line has, for those who look for a fault: its message, and each field by name. */
export function everyField(message: unknown): string {
  if (message instanceof Error) return message.stack ?? message.message;
  return typeof message === 'object' && message !== null ? listed(message as Fields) : String(message);
}

function sentenceOf(name: string): string | undefined {
  return Object.hasOwn(terminalMessages, name)
    ? localize(terminalMessages[name as 'login_scanned']) // none of these messages has a place
    : undefined;
}

/** An error that a caller was answered with, and its cure where there is one. */
function ofProblem({ code, hint, err }: Fields): string | undefined {
  if (typeof code !== 'string') return undefined;
  const sentences =
    typeof hint === 'string' ? `${hint} (${code})` : localize(terminalMessages.call_failed, { code });
  return err instanceof Error ? `${sentences}\n${err.stack ?? err.message}` : sentences;
}

function listed({ msg, ...others }: Fields): string {
  const facts = Object.entries(others)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${textOf(value)}`);
  return [...(typeof msg === 'string' ? [msg] : []), ...facts].join(' ');
}

/** Name, message and stack of an error only: its other members may hold a request with its secrets. */
function textOf(value: unknown): string {
  if (value instanceof Error) return value.stack ?? value.message;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
