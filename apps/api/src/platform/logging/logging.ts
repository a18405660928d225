import { pino, type Logger } from 'pino';
import { LeveledLogger, type Level } from './leveled-logger.ts';
import { logOutput } from './log-output.ts';
import { currentCall } from './request-context.ts';

/**
 * What Nest's `Logger` speaks through: a JSON line each, with the `requestId` of the call or socket it belongs to, and the
 * name of the owner's key that the call brought.
 * Headers, query and body are never logged: they carry cookies, tokens, verifiers and login codes. A path carries at
 * most a scene, which is public, and the id of a session.
 */
export class LogLines extends LeveledLogger {
  readonly #pino: Logger;

  /** @param level of pino: the lowest that is written */
  constructor(level: string) {
    super();
    this.#pino = pino({ serializers: { err: safeError }, level }, logOutput());
  }

  protected override write(level: Level, message: unknown, context: unknown, rest: readonly unknown[]): void {
    // Not a logger of its own for each call: making one costs more than a line. Members without a value are left out.
    const call = currentCall();
    const about = { requestId: call?.requestId, key: call?.key?.setting, keyName: call?.key?.name, context };
    if (message instanceof Error) return this.#pino[level]({ ...about, err: message });
    if (typeof message === 'object' && message !== null) return this.#pino[level]({ ...about, ...message });
    const stack = rest.length > 1 && typeof rest[0] === 'string' ? rest[0] : undefined;
    this.#pino[level]({ ...about, stack }, String(message));
  }
}

/**
 * The path of a request target (RFC 9112 §3.2), as it was written: the part that may be logged. Nothing decides by it who
 * may call what, as one path can be written in many ways: the matched route does.
 */
export function pathOf(target: string): string {
  return target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0] ?? '';
}

/** Name, message and stack only: other members of an error may hold a request with its secrets. */
function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  return { type: error.name, message: error.message, stack: error.stack };
}
