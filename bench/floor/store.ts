import {
  TERMINAL_LIFETIME_MS,
  transition,
  type SceneChange,
  type SceneFields,
  type SceneLifetimes,
  type SceneRecord,
  type SceneStatus,
  type TransitionOutcome,
} from '@maqiao/shared';

export type Outcome = TransitionOutcome & { now: number };

/** A scene after a change. A store may leave out fields that the browser's instance knows already. */
export type ChangedScene = Pick<SceneFields, 'scene' | 'status' | 'deadline'> & Partial<SceneFields>;

/** Stores scenes, and notifies the instance that holds the browser. */
export interface Store {
  apply(scene: string, change: SceneChange): Outcome | Promise<Outcome>;
  read(
    scene: string,
  ):
    | { record: SceneRecord | undefined; now: number }
    | Promise<{ record: SceneRecord | undefined; now: number }>;
  /** Name of this instance, stored with the scenes whose browsers it holds. */
  readonly instance: string;
  /** Set by the sockets: called for each change of a scene held here. */
  onChange: (changed: ChangedScene, now: number) => void;
  /** Called for each change of status that was made here. */
  onStep: (record: SceneRecord, before: SceneStatus | undefined) => void;
}

export const LIFETIMES: SceneLifetimes = {
  pending: 180_000,
  scanned: 120_000,
  delivery: 60_000,
  terminal: TERMINAL_LIFETIME_MS,
};

/** Scenes in a map of this process, by the rules that all share. */
export class MemoryStore implements Store {
  readonly instance = 'floor';
  onChange: Store['onChange'] = () => undefined;
  onStep: Store['onStep'] = () => undefined;
  readonly #scenes = new Map<string, SceneRecord>();

  constructor() {
    setInterval(() => this.#forget(), 10_000).unref();
  }

  apply(scene: string, change: SceneChange): Outcome {
    const now = Date.now();
    const outcome = transition(this.#scenes.get(scene), scene, change, now, LIFETIMES);
    if (outcome.changed && outcome.record) {
      this.#scenes.set(scene, outcome.record);
      if (outcome.record.status !== outcome.before) {
        this.onStep(outcome.record, outcome.before);
        if (outcome.record.holder) this.onChange(outcome.record, now);
      }
    }
    return { ...outcome, now };
  }

  read(scene: string): { record: SceneRecord | undefined; now: number } {
    return { record: this.#scenes.get(scene), now: Date.now() };
  }

  #forget(): void {
    const now = Date.now();
    for (const [scene, { deadline }] of this.#scenes) {
      if (now > deadline + LIFETIMES.terminal) this.#scenes.delete(scene);
    }
  }
}
