import { hash } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import { OneTimeStore, type OneTimeKind } from './one-time-store.ts';

/** About 50 MB at most. Beyond it the oldest are dropped: their people begin again. */
const CAPACITY = 100_000;

interface Kept {
  readonly text: string;
  /** By the steady clock. */
  readonly until: number;
}

/** The store of a single process. */
export class MemoryOneTimeStore extends OneTimeStore {
  /** Each kind has one lifetime, so that the oldest ends first. */
  readonly #kept: Record<OneTimeKind, Map<string, Kept>> = { state: new Map(), code: new Map() };

  constructor(private readonly clock: Clock) {
    super();
  }

  override put(kind: OneTimeKind, id: string, text: string, lifetimeMs: number): Promise<void> {
    const now = this.clock.steady();
    const kept = this.#kept[kind];
    for (const [key, { until }] of kept) {
      if (until > now && kept.size < CAPACITY) break;
      kept.delete(key);
    }
    kept.set(keyOf(id), { text, until: now + lifetimeMs });
    return Promise.resolve();
  }

  override read(kind: OneTimeKind, id: string): Promise<string | undefined> {
    const found = this.#kept[kind].get(keyOf(id));
    const isOver = found === undefined || found.until <= this.clock.steady();
    return Promise.resolve(isOver ? undefined : found.text);
  }

  // Once, because there is no await between read and removal.
  override take(kind: OneTimeKind, id: string): Promise<string | undefined> {
    const found = this.read(kind, id);
    this.#kept[kind].delete(keyOf(id));
    return found;
  }
}

function keyOf(id: string): string {
  return hash('sha256', id, 'base64url');
}
