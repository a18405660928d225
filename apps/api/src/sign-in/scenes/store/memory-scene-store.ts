import type { OnModuleDestroy } from '@nestjs/common';
import {
  sceneAt,
  sceneRecordOf,
  TERMINAL_LIFETIME_MS,
  transition,
  type SceneChange,
  type SceneLifetimes,
  type SceneRecord,
} from '@maqiao/shared';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Settings } from '../../../config/settings.ts';
import type { LocalSceneNotifications } from '../notifications/local-scene-notifications.ts';
import { SceneStore, type StoredOutcome } from './scene-store.ts';

const SWEEP_EVERY_MS = 10_000;

/**
 * Scenes in this process: a restart loses them, and the browsers start again by themselves. They are kept by the steady
 * clock, so that setting the machine's cuts none of them short, and shown by the machine's, as everybody else reads that.
 */
export class MemorySceneStore extends SceneStore implements OnModuleDestroy {
  readonly #scenes = new Map<string, SceneRecord>();
  readonly #lifetimes: SceneLifetimes;
  readonly #sweeper: NodeJS.Timeout;

  constructor(
    settings: Pick<Settings, 'lifetimes'>,
    private readonly clock: Clock,
    private readonly notifications: LocalSceneNotifications,
  ) {
    super();
    this.#lifetimes = { ...settings.lifetimes, terminal: TERMINAL_LIFETIME_MS };
    this.#sweeper = setInterval(() => this.#forget(), SWEEP_EVERY_MS).unref();
  }

  // Atomic because there is no await between read and write.
  override apply(scene: string, change: SceneChange): Promise<StoredOutcome> {
    const steady = this.clock.steady();
    const outcome = transition(this.#scenes.get(scene), scene, change, steady, this.#lifetimes);
    const now = this.#machineTime(steady);
    if (outcome.record === undefined) return Promise.resolve({ ...outcome, now });
    const record = this.#byMachineTime(outcome.record);
    if (outcome.changed) {
      this.#scenes.set(scene, outcome.record);
      if (record.status !== outcome.before && record.holder) this.notifications.publish({ record, now });
    }
    return Promise.resolve({ ...outcome, record, now });
  }

  override read(scene: string): Promise<{ record: Readonly<SceneRecord> | undefined; now: number }> {
    const steady = this.clock.steady();
    const record = sceneAt(this.#scenes.get(scene), steady, this.#lifetimes);
    return Promise.resolve({
      record: record && this.#byMachineTime(record),
      now: this.#machineTime(steady),
    });
  }

  override ping(): Promise<void> {
    return Promise.resolve();
  }

  onModuleDestroy(): void {
    clearInterval(this.#sweeper);
  }

  #machineTime(steady: number): number {
    return steady + this.clock.setBy();
  }

  /** A record with its times by the machine's clock. */
  #byMachineTime(record: SceneRecord): SceneRecord {
    const setBy = this.clock.setBy();
    return setBy === 0 ? record : movedBy(setBy, record);
  }

  #forget(): void {
    const steady = this.clock.steady();
    for (const [scene, record] of this.#scenes) {
      if (!sceneAt(record, steady, this.#lifetimes)) this.#scenes.delete(scene);
    }
  }
}

function movedBy(milliseconds: number, record: SceneRecord): SceneRecord {
  const { createdAt, deadline, deliverUntil } = record;
  return sceneRecordOf({
    ...record,
    createdAt: createdAt + milliseconds,
    deadline: deadline + milliseconds,
    deliverUntil: deliverUntil === undefined ? undefined : deliverUntil + milliseconds,
  });
}
