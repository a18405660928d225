import type { Clock } from '../../../platform/clock/clock.ts';
import { ChatStore, type ConfirmPage, type Question } from './chat-store.ts';

/** What ends is forgotten when so many entries more have been made. */
const SWEEP_AFTER = 1_000;

/** Chats of a single process. */
export class MemoryChatStore extends ChatStore {
  readonly #questions: Expiring<Question>;
  readonly #pages: Expiring<ConfirmPage>;
  readonly #digits: Expiring<string>;

  constructor(clock: Clock) {
    super();
    this.#questions = new Expiring(clock);
    this.#pages = new Expiring(clock);
    this.#digits = new Expiring(clock);
  }

  override ask(openid: string, question: Question, lifetimeMs: number): Promise<Question | undefined> {
    const before = this.#questions.get(openid);
    this.#questions.set(openid, question, lifetimeMs);
    return Promise.resolve(before);
  }

  override newest(openid: string): Promise<Question | undefined> {
    return Promise.resolve(this.#questions.get(openid));
  }

  override close(openid: string, { scene }: Question): Promise<void> {
    if (this.#questions.get(openid)?.scene === scene) this.#questions.delete(openid);
    return Promise.resolve();
  }

  override keepPage(id: string, page: ConfirmPage, lifetimeMs: number): Promise<void> {
    this.#pages.set(id, page, lifetimeMs);
    return Promise.resolve();
  }

  override page(id: string): Promise<ConfirmPage | undefined> {
    return Promise.resolve(this.#pages.get(id));
  }

  override reserve(digits: string, scene: string, lifetimeMs: number): Promise<boolean> {
    if (this.#digits.get(digits) !== undefined) return Promise.resolve(false);
    this.#digits.set(digits, scene, lifetimeMs);
    return Promise.resolve(true);
  }

  override sceneOf(digits: string): Promise<string | undefined> {
    return Promise.resolve(this.#digits.get(digits));
  }
}

/** Entries that end by the steady clock. */
class Expiring<Value> {
  readonly #entries = new Map<string, { readonly value: Value; readonly until: number }>();
  #made = 0;

  constructor(private readonly clock: Clock) {}

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.until > this.clock.steady() ? entry.value : undefined;
  }

  set(key: string, value: Value, lifetimeMs: number): void {
    this.#made += 1;
    if (this.#made % SWEEP_AFTER === 0) this.#sweep();
    this.#entries.set(key, { value, until: this.clock.steady() + lifetimeMs });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  #sweep(): void {
    const now = this.clock.steady();
    for (const [key, { until }] of this.#entries) if (until <= now) this.#entries.delete(key);
  }
}
