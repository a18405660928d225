import type { Clock } from './clock.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** How often WeChat lets something be called, and the number it answers beyond. */
interface Quota {
  readonly limit: number;
  readonly window: number;
  readonly errcode: 45009 | 45011;
}

const QUOTAS = {
  stable_token_minute: { limit: 10_000, window: MINUTE, errcode: 45011 },
  stable_token_day: { limit: 500_000, window: DAY, errcode: 45009 },
  getwxacodeunlimit: { limit: 5_000, window: MINUTE, errcode: 45009 },
  /** For each person. */
  jscode2session: { limit: 100, window: MINUTE, errcode: 45011 },
} as const satisfies Record<string, Quota>;

/** Counts calls in fixed windows on the simulator's clock. */
export class Quotas {
  readonly #clock: Clock;
  readonly #enforced: boolean;
  readonly #counts = new Map<string, { endsAt: number; calls: number }>();

  constructor(clock: Clock, enforced: boolean) {
    this.#clock = clock;
    this.#enforced = enforced;
  }

  /** Counts one call. Returns the error number when it is one too many; `subject` counts apart. */
  spend(name: keyof typeof QUOTAS, subject = ''): 45009 | 45011 | undefined {
    if (!this.#enforced) return undefined;
    const quota: Quota = QUOTAS[name];
    const key = `${name} ${subject}`;
    const now = this.#clock.now();
    let count = this.#counts.get(key);
    if (!count || now >= count.endsAt) {
      count = { endsAt: now + quota.window, calls: 0 };
      this.#counts.set(key, count);
    }
    count.calls += 1;
    return count.calls > quota.limit ? quota.errcode : undefined;
  }

  /** Forgets every count. */
  reset(): void {
    this.#counts.clear();
  }
}
