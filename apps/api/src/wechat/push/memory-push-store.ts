import type { Clock } from '../../platform/clock/clock.ts';
import {
  ANSWER_KEPT_MS,
  PushStore,
  RUNNING_MS,
  SIGNATURE_KEPT_MS,
  type PushAnswer,
  type PushProgress,
} from './push-store.ts';

/** Messages of a single process. */
export class MemoryPushStore extends PushStore {
  readonly #messages = new Map<string, { readonly until: number; readonly answer: PushAnswer | undefined }>();
  readonly #signatures = new Map<string, { readonly until: number; readonly bodyDigest: string }>();

  constructor(private readonly clock: Clock) {
    super();
  }

  override begin(id: string): Promise<PushProgress> {
    const now = this.clock.steady();
    forgetUntil(now, this.#messages);
    const known = this.#messages.get(id);
    if (known !== undefined && known.until > now)
      return Promise.resolve(
        known.answer === undefined ? { state: 'running' } : { state: 'answered', answer: known.answer },
      );
    this.#messages.set(id, { until: now + RUNNING_MS, answer: undefined });
    return Promise.resolve({ state: 'yours' });
  }

  override answer(id: string, answer: PushAnswer): Promise<void> {
    this.#messages.delete(id); // the newest stands last
    this.#messages.set(id, { until: this.clock.steady() + ANSWER_KEPT_MS, answer });
    return Promise.resolve();
  }

  override giveBack(id: string): Promise<void> {
    this.#messages.delete(id);
    return Promise.resolve();
  }

  override isFirstBody(signature: string, bodyDigest: string): Promise<boolean> {
    const now = this.clock.steady();
    forgetUntil(now, this.#signatures);
    const known = this.#signatures.get(signature);
    if (known !== undefined && known.until > now) return Promise.resolve(known.bodyDigest === bodyDigest);
    this.#signatures.set(signature, { until: now + SIGNATURE_KEPT_MS, bodyDigest });
    return Promise.resolve(true);
  }
}

/** Entries are in the order in which they were made; one that ends sooner than one before it is left for later. */
function forgetUntil(now: number, entries: Map<string, { readonly until: number }>): void {
  for (const [key, { until }] of entries) {
    if (until > now) return;
    entries.delete(key);
  }
}
