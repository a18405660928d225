import type { SceneChange, SceneRecord, TransitionOutcome } from '@maqiao/shared';

/** The outcome of an event, with the store's time at which it was decided. */
export type StoredOutcome = TransitionOutcome & { now: number };

/**
 * Where scenes live while they last. What an implementation promises, proven by one suite for all:
 * - `apply` decides and writes one event atomically, in one round trip, by the table of `@maqiao/shared`;
 *   of any number of events at once each sees the state the one before it left;
 * - the clock is the store's own, deadlines are exclusive, and expiry is computed on read;
 * - a change of status is published to the scene's holder together with the write;
 * - what is no longer readable is forgotten.
 */
export abstract class SceneStore {
  abstract apply(scene: string, change: SceneChange): Promise<StoredOutcome>;
  abstract read(scene: string): Promise<{ record: Readonly<SceneRecord> | undefined; now: number }>;
  /** Resolves when the store answers. */
  abstract ping(): Promise<void>;
}
