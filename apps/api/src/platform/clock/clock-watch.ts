import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from './clock.ts';
import { localize } from '../operator-messages/messages.ts';
import { clockMessages } from './clock-messages.ts';

/** How often the clock is looked at. */
const EVERY_MS = 5_000;
/** What goes beyond this is no busy machine any more. */
const JUMP_MS = 10_000;

/**
 * Notices that the machine's clock was set, or that the machine slept: timers that were set before may stand still
 * meanwhile. Whoever waits by a timer for what ends by the clock looks again then.
 */
@Injectable()
export class ClockWatch implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Clock');
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #now = 0;
  #steady = 0;

  constructor(private readonly clock: Clock) {}

  onApplicationBootstrap(): void {
    this.#remember();
    this.#timer = setInterval(() => this.look(), EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
    this.#listeners.clear();
  }

  /** Tells when the clock has jumped since it was last looked at, some seconds later. @returns ends it */
  onJump(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Looks now. */
  look(): void {
    const passed = this.clock.steady() - this.#steady;
    const setBy = this.clock.now() - this.#now - passed;
    this.#remember();
    const set = Math.abs(setBy) > JUMP_MS;
    const slept = passed > EVERY_MS + JUMP_MS;
    if (set) this.#logger.warn(localize(clockMessages.clock_set, { seconds: Math.round(setBy / 1000) }));
    if (slept) this.#logger.warn(localize(clockMessages.stood_still, { seconds: Math.round(passed / 1000) }));
    if (set || slept) for (const listener of [...this.#listeners]) listener();
  }

  #remember(): void {
    this.#now = this.clock.now();
    this.#steady = this.clock.steady();
  }
}
