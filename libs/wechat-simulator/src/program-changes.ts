import type { ServerResponse } from 'node:http';
import type { Headers } from './http.ts';
import type { MiniProgramSource } from './mini-program-source.ts';

const POLL_INTERVAL_MS = 500;

/**
 * Notifies open phone pages of each new build of the mini program, as server-sent events
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html). A build is reported after its files have not
 * changed for a moment, because a page that loads half a build would fail.
 */
export class ProgramChanges {
  readonly #source: MiniProgramSource;
  readonly #phones = new Set<ServerResponse>();
  #timer: NodeJS.Timeout | undefined;
  #reported: string | undefined;
  #seen: string | undefined;

  constructor(source: MiniProgramSource) {
    this.#source = source;
  }

  /** Answers a phone, and keeps the answer open until the phone or the server goes. */
  follow(response: ServerResponse, headers: Headers): void {
    response.writeHead(200, {
      ...headers,
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
    });
    response.write(': open\n\n');
    this.#phones.add(response);
    response.once('close', () => this.#leave(response));
    if (this.#timer !== undefined) return;
    this.#reported = this.#seen = this.#source.version();
    this.#timer = setInterval(() => this.#look(), POLL_INTERVAL_MS);
  }

  #leave(response: ServerResponse): void {
    this.#phones.delete(response);
    if (this.#phones.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const version = this.#source.version();
    const complete = version !== undefined && version === this.#seen;
    this.#seen = version;
    if (!complete || version === this.#reported) return;
    this.#reported = version;
    for (const phone of this.#phones) phone.write('data: built\n\n');
  }
}
