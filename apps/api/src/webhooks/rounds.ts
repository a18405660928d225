import { setTimeout as sleep } from 'node:timers/promises';
import type { Lease } from './lease.ts';

const RENEW_INTERVAL_MS = 15_000;
/** How long attempts under way may take after the signal to stop. */
const GRACE_MS = 2_000;

/** How long an instance holds the lease without renewing it. Several attempts fit in. */
export const LEASE_MS = 60_000;
/** How often an instance checks whether another one still delivers. */
export const STAND_BY_MS = 5_000;

/** Runs delivery rounds until the server stops. A lease lets one instance deliver at a time. */
export class Rounds {
  readonly #stopping = new AbortController();
  readonly #cutting = new AbortController();
  #waking: AbortController | undefined;
  #woken = false;
  #running: Promise<void> | undefined;
  #renewing: NodeJS.Timeout | undefined;

  /**
   * @param lease renewed while it is held
   * @param round returns the milliseconds to wait before the next round
   * @param onFailure called with the reason of a failed round, once until a round succeeds
   * @param pauseAfterFailure milliseconds
   */
  constructor(
    private readonly lease: Lease,
    private readonly round: () => Promise<number>,
    private readonly onFailure: (why: string) => void,
    private readonly pauseAfterFailure: number,
  ) {}

  /** Whether no further attempt may begin. */
  get isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Aborts attempts under way. */
  get cut(): AbortSignal {
    return this.#cutting.signal;
  }

  start(): void {
    this.#running = this.#run();
    this.#renewing = setInterval(() => void this.#renew(), RENEW_INTERVAL_MS).unref();
  }

  /** Starts the next round now. */
  wake(): void {
    this.#woken = true;
    this.#waking?.abort();
  }

  /**
   * Waits for attempts under way; other messages stay for another instance, or the next start.
   * @param attempts under way beside the round
   */
  async stop(attempts: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
    clearInterval(this.#renewing);
    this.#stopping.abort();
    const cut = setTimeout(() => this.#cutting.abort(), GRACE_MS);
    await this.#running;
    await attempts();
    clearTimeout(cut);
    await this.lease.release().catch(() => undefined); // it ends by itself
  }

  async #run(): Promise<void> {
    let failing = false;
    while (!this.isStopping) {
      this.#woken = false;
      let pause = this.pauseAfterFailure;
      try {
        pause = await this.round();
        failing = false;
      } catch (error) {
        if (!failing) this.onFailure(error instanceof Error ? error.message : 'unknown');
        failing = true;
      }
      if (pause > 0 && !this.#woken) await this.#pause(pause);
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    this.#waking = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, this.#waking.signal]);
    await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
  }

  async #renew(): Promise<void> {
    // One that was lost is taken again by the next round, if nobody else has it.
    if (this.lease.lasts(0)) await this.lease.hold().catch(() => undefined);
  }
}
