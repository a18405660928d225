import type { SceneChange, SceneRecord, SceneStatus } from '@maqiao/shared';
import { Logger } from '@nestjs/common';
import type { Metrics } from '../../../platform/metrics/metrics.ts';
import {
  methodCount,
  type MethodOutcome,
  NUMBER_MISMATCH,
  sceneCount,
} from '../../../platform/counters/count-names.ts';
import type { HourlyCounts } from '../../../platform/counters/hourly-counts.ts';
import { SceneStore, type StoredOutcome } from './scene-store.ts';

/** What a status says of its method. */
const METHOD_OUTCOMES = {
  pending: 'begun',
  scanned: undefined,
  confirmed: undefined,
  consumed: 'signed_in',
  rejected: 'declined',
  cancelled: 'cancelled',
  expired: undefined,
} as const satisfies Record<SceneStatus, MethodOutcome | undefined>;

/**
 * Measures every change of a scene, counts it for the owner, and logs it in one line. A scene's name is public (it is
 * on the screen) and connects the lines of one login; `requestId` connects a line with its call.
 */
export class ObservedSceneStore extends SceneStore {
  readonly #logger = new Logger('Login');

  constructor(
    private readonly inner: SceneStore,
    private readonly metrics: Metrics,
    private readonly counts: HourlyCounts,
  ) {
    super();
  }

  override async apply(scene: string, change: SceneChange): Promise<StoredOutcome> {
    const outcome = await this.#timed(change.event, () => this.inner.apply(scene, change));
    this.metrics.sceneEvents.inc({ event: change.event, answer: outcome.answer });
    const { changed, record, before } = outcome;
    if (changed && record && record.status !== before) this.#changed(record, change, before);
    return outcome;
  }

  override read(scene: string): Promise<{ record: Readonly<SceneRecord> | undefined; now: number }> {
    return this.#timed('read', () => this.inner.read(scene));
  }

  override ping(): Promise<void> {
    return this.inner.ping();
  }

  #changed(record: SceneRecord, { event }: SceneChange, before: StoredOutcome['before']): void {
    const { scene, status } = record;
    this.metrics.sceneChanges.inc({ from: before ?? 'none', to: status });
    if (record.browser.purpose !== undefined)
      return this.#logger.log({
        msg: `Scene ${status}`,
        scene,
        event,
        status,
        purpose: record.browser.purpose.kind,
      });
    // Counted in the hour in which the code was made, so that the steps of an hour's logins can be subtracted.
    const isMistyped = event === 'confirm' && status === 'rejected';
    this.counts.add(isMistyped ? NUMBER_MISMATCH : sceneCount(before, status), record.createdAt);
    const outcome = isMistyped ? 'failed' : METHOD_OUTCOMES[status];
    // What was taken back after the sign-in was one.
    if (outcome !== undefined && before !== 'consumed')
      this.counts.add(methodCount('scene', record.method, outcome), record.createdAt);
    this.#logger.log({ msg: `Login ${status}`, scene, event, status });
  }

  async #timed<T>(operation: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    let outcome = 'failed';
    try {
      const result = await work();
      outcome = 'ok';
      return result;
    } finally {
      this.metrics.sceneStoreCalls.observe({ operation, outcome }, (performance.now() - start) / 1000);
    }
  }
}
