import type { OnModuleDestroy } from '@nestjs/common';
import {
  sceneAt,
  TERMINAL_LIFETIME_MS,
  transition,
  type SceneChange,
  type SceneLifetimes,
  type SceneRecord,
} from '@maqiao/shared';
import type { Clock } from '../common/clock.ts';
import type { Settings } from '../config/settings.ts';
import type { LocalSceneHints } from '../hints/local-scene-hints.ts';
import { SceneStore, type StoredOutcome } from './scene-store.ts';

const SWEEP_EVERY_MS = 10_000;

/** Scenes in this process: a restart forgets them, and the browsers begin again by themselves. */
export class MemorySceneStore extends SceneStore implements OnModuleDestroy {
  readonly #scenes = new Map<string, SceneRecord>();
  readonly #lifetimes: SceneLifetimes;
  readonly #sweeper: NodeJS.Timeout;

  constructor(
    settings: Pick<Settings, 'lifetimes'>,
    private readonly clock: Clock,
    private readonly hints: LocalSceneHints,
  ) {
    super();
    this.#lifetimes = { ...settings.lifetimes, terminal: TERMINAL_LIFETIME_MS };
    this.#sweeper = setInterval(() => this.#forget(), SWEEP_EVERY_MS).unref();
  }

  // One turn of the event loop from read to write is what makes this atomic: no await in between.
  override apply(scene: string, change: SceneChange): Promise<StoredOutcome> {
    const now = this.clock.now();
    const outcome = transition(this.#scenes.get(scene), scene, change, now, this.#lifetimes);
    const { record } = outcome;
    if (outcome.changed && record) {
      this.#scenes.set(scene, record);
      if (record.status !== outcome.before && record.holder) this.hints.publish({ record, now });
    }
    return Promise.resolve({ ...outcome, now });
  }

  override read(scene: string): Promise<{ record: Readonly<SceneRecord> | undefined; now: number }> {
    const now = this.clock.now();
    return Promise.resolve({ record: sceneAt(this.#scenes.get(scene), now, this.#lifetimes), now });
  }

  override ping(): Promise<void> {
    return Promise.resolve();
  }

  onModuleDestroy(): void {
    clearInterval(this.#sweeper);
  }

  #forget(): void {
    const now = this.clock.now();
    for (const [scene, record] of this.#scenes) {
      if (!sceneAt(record, now, this.#lifetimes)) this.#scenes.delete(scene);
    }
  }
}
