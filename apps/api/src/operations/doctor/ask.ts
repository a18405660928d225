import { request as plainRequest, type IncomingHttpHeaders } from 'node:http';
import { request as secureRequest } from 'node:https';
import { failureCode } from '../../platform/process/failure-code.ts';
import { message, type Fact } from '../../platform/operator-messages/messages.ts';
import { doctorMessages } from './doctor-messages.ts';

/** How long any one answer may take: a phone gives up after 15 s. */
export const ANSWER_TIMEOUT_MS = 10_000;
const MAX_BODY_BYTES = 64 * 1024;

/** An answer, whatever its status. */
export interface Asked {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Parsed JSON; undefined when it is none. */
  readonly body: unknown;
}

/**
 * One call, a GET by default, over a connection of its own: redirects are not followed, nothing is repeated, the
 * certificate is checked.
 * @throws Error with a `code` when nothing answers
 */
export function ask(
  url: string,
  headers: Record<string, string> = {},
  { method = 'GET', body }: { method?: string; body?: Buffer } = {},
): Promise<Asked> {
  const request = url.startsWith('https:') ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      { method, headers: { 'User-Agent': 'Maqiao-Doctor', ...headers }, agent: false },
      (response) => {
        const parts: Buffer[] = [];
        let length = 0;
        response.on('data', (part: Buffer) => {
          length += part.length;
          if (length > MAX_BODY_BYTES) response.destroy(new Error('the answer is too long'));
          else parts.push(part);
        });
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parsed(text) });
        });
      },
    );
    call.setTimeout(ANSWER_TIMEOUT_MS, () =>
      call.destroy(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' })),
    );
    call.on('error', reject);
    call.end(body);
  });
}

/** The code of what went wrong, or a phrase of our own: text from outside is not repeated. */
export function reasonOf(error: unknown): Fact {
  return codeOf(error) ?? message(doctorMessages.no_answer);
}

/** The code of what went wrong, when it has one. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = failureCode(error);
  return /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
