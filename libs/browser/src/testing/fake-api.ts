import type { ErrorCode } from '@maqiao/shared';

/** One call as the API would see it. */
export interface Call {
  route: string;
  url: string;
  body: Record<string, unknown>;
  init: RequestInit;
}

/** What the API answers: a status and a body, no answer at all, or one that never comes. */
export type Reply =
  { status: number; body?: unknown; headers?: Record<string, string> } | 'network-error' | 'silence';

/** An API controlled by a test: it records the calls and answers each route as the test sets it. */
export class FakeApi {
  readonly calls: Call[] = [];
  readonly #replies = new Map<string, (call: Call) => Reply | Promise<Reply>>();

  /** Sets how a route is answered from now on. Other routes are answered with 404. */
  on(route: string, reply: (call: Call) => Reply | Promise<Reply>): void {
    this.#replies.set(route, reply);
  }

  callsTo(route: string): Call[] {
    return this.calls.filter((call) => call.route === route);
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    const path = url.replace(/^https?:\/\/[^/]+/, '');
    const route = `${init.method} ${path.replace(/[A-Za-z0-9_-]{32}/, ':scene')}`;
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    const call: Call = { route, url, body, init };
    this.calls.push(call);
    const reply = (await this.#replies.get(route)?.(call)) ?? problem(404, 'not_found');
    if (reply === 'network-error') throw new TypeError('Failed to fetch');
    if (reply === 'silence') {
      return new Promise((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      });
    }
    const { status, body: answer, headers } = reply;
    const text = answer === undefined ? null : typeof answer === 'string' ? answer : JSON.stringify(answer);
    return new Response(text, { status, headers: headers ?? {} });
  }
}

/** An `application/problem+json` answer. */
export function problem(
  status: number,
  code: ErrorCode,
  more: object = {},
  headers: Record<string, string> = {},
): Reply {
  return { status, body: { type: 'about:blank', title: code, status, code, detail: '', ...more }, headers };
}
