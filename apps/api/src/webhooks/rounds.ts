import { setTimeout as sleep } from 'node:timers/promises';
import type { Lease } from './lease.ts';

const PROLONG_EVERY_MS = 15_000;
/** How long attempts under way may take after the signal to stop. */
const GRACE_MS = 2_000;

/** How long a lease is taken: an instance may be silent for so long before another takes over; several attempts fit in. */
export const LEASE_MS = 60_000;
/** Another instance delivers: how often to see whether it still does. */
export const STAND_BY_MS = 5_000;

/** Deliveries are made in rounds, by one instance at a time, until the server stops. */
export class Rounds {
  readonly #stopping = new AbortController();
  readonly #cutting = new AbortController();
  #waking: AbortController | undefined;
  #woken = false;
  #running: Promise<void> | undefined;
  #prolonging: NodeJS.Timeout | undefined;

  /**
   * @param lease prolonged while it is held
   * @param round what is done each time; it says how many milliseconds to wait before the next
   * @param away told why a round failed, once until one succeeds
   * @param pauseAfterFailure milliseconds
   */
  constructor(
    private readonly lease: Lease,
    private readonly round: () => Promise<number>,
    private readonly away: (why: string) => void,
    private readonly pauseAfterFailure: number,
  ) {}

  /** Whether no further attempt may begin. */
  get isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Ends attempts that are under way. */
  get cut(): AbortSignal {
    return this.#cutting.signal;
  }

  start(): void {
    this.#running = this.#run();
    this.#prolonging = setInterval(() => void this.#prolong(), PROLONG_EVERY_MS).unref();
  }

  /** The next round begins now. */
  wake(): void {
    this.#woken = true;
    this.#waking?.abort();
  }

  /**
   * What is under way may end; the rest stays for another instance, or the next start.
   * @param attempts under way beside the round
   */
  async stop(attempts: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
    clearInterval(this.#prolonging);
    this.#stopping.abort();
    const cut = setTimeout(() => this.#cutting.abort(), GRACE_MS);
    await this.#running;
    await attempts();
    clearTimeout(cut);
    await this.lease.release().catch(() => undefined); // it ends by itself
  }

  async #run(): Promise<void> {
    let away = false;
    while (!this.isStopping) {
      this.#woken = false;
      let pause = this.pauseAfterFailure;
      try {
        pause = await this.round();
        away = false;
      } catch (error) {
        if (!away) this.away(error instanceof Error ? error.message : 'unknown');
        away = true;
      }
      if (pause > 0 && !this.#woken) await this.#pause(pause);
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    this.#waking = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, this.#waking.signal]);
    await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
  }

  async #prolong(): Promise<void> {
    // One that was lost is taken again by the next round, if nobody else has it.
    if (this.lease.lasts(0)) await this.lease.hold().catch(() => undefined);
  }
}
