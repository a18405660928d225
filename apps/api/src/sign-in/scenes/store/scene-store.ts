import type { SceneChange, SceneRecord, TransitionOutcome } from '@maqiao/shared';

/** The outcome of an event, with the store's time at which it was decided. */
export type StoredOutcome = TransitionOutcome & { now: number };

/**
 * Stores scenes until they end. Every implementation promises this, tested by one suite:
 * - `apply` decides and writes one event atomically, in one round trip, by the table of `@maqiao/shared`;
 *   of several events at once each sees the state after the one before;
 * - the clock is the store's own, deadlines are exclusive, and expiry is computed on read;
 * - a change of status is published to the scene's holder together with the write;
 * - a scene that is no longer readable is deleted.
 */
export abstract class SceneStore {
  abstract apply(scene: string, change: SceneChange): Promise<StoredOutcome>;
  abstract read(scene: string): Promise<{ record: Readonly<SceneRecord> | undefined; now: number }>;
  /** Resolves when the store answers. */
  abstract ping(): Promise<void>;
}
