import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { AuthorizeRequest } from './authorize-request.ts';

/** How long the code of the page works. */
const LIFETIME = 300_000;
/** How long a question for news is kept waiting. */
const LONGEST_WAIT = 25_000;

/** What the page of a website's sign-in shows. */
export type QrState = 'waiting' | 'scanned' | 'allowed' | 'refused' | 'expired';

/** One opened page: its code, and what the phone has done with it. */
export interface QrSignIn {
  readonly uuid: string;
  readonly request: AuthorizeRequest;
  readonly expiresAt: number;
  readonly state: Exclude<QrState, 'expired'>;
  /** Where the page goes on; undefined while it stays. */
  readonly location?: string;
}

/** The codes on the pages of `/connect/qrconnect`. */
export class QrSignIns {
  readonly #clock: Clock;
  readonly #signIns = new Map<string, QrSignIn>();
  readonly #waiting = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(request: AuthorizeRequest): QrSignIn {
    const uuid = `0${randomBytes(12).toString('base64url').replaceAll('-', 'a').replaceAll('_', 'b')}`;
    const signIn = { uuid, request, expiresAt: this.#clock.now() + LIFETIME, state: 'waiting' } as const;
    this.#signIns.set(uuid, signIn);
    return signIn;
  }

  /** The sign-in of that uuid, or of the address that its code carries; undefined when it has expired. */
  find(uuidOrUrl: string): QrSignIn | undefined {
    const signIn = this.#signIns.get(/uuid=(\w+)/.exec(uuidOrUrl)?.[1] ?? uuidOrUrl);
    return signIn && this.#clock.now() < signIn.expiresAt ? signIn : undefined;
  }

  /** What the phone did; pages that wait are told. */
  set(signIn: QrSignIn, state: QrSignIn['state'], location?: string): void {
    this.#signIns.set(signIn.uuid, { ...signIn, state, ...(location !== undefined && { location }) });
    this.#wake();
  }

  /** The news of a page, as soon as its state is another one than it has seen, or after 25 s. */
  async news(uuid: string, seen: string): Promise<{ state: QrState; location?: string }> {
    if (this.#now(uuid).state === seen) {
      const stop = new AbortController();
      let wake = (): void => undefined;
      const woken = new Promise<void>((resolve) => (wake = resolve));
      this.#waiting.add(wake);
      await Promise.race([woken, this.#clock.sleep(LONGEST_WAIT, stop.signal)]);
      stop.abort();
      this.#waiting.delete(wake);
    }
    return this.#now(uuid);
  }

  reset(): void {
    this.#signIns.clear();
    this.#wake();
  }

  #now(uuid: string): { state: QrState; location?: string } {
    const signIn = this.find(uuid);
    if (!signIn) return { state: 'expired' };
    const { state, location } = signIn;
    return location === undefined ? { state } : { state, location };
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }
}
