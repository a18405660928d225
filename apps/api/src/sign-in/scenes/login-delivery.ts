import { Injectable, Logger } from '@nestjs/common';
import type { LoginResult, SceneRecord } from '@maqiao/shared';
import { ApiError } from '../../platform/http/api-error.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';
import { CompleteSignIn } from '../complete-sign-in.ts';
import { SceneStore } from './store/scene-store.ts';
import { sceneProof } from './scene-proof.ts';
import { sessionDraftOf } from './session-draft.ts';

/**
 * Gives the tokens of a confirmed scene to the browser that has proven its verifier. Delivery is at least once, and
 * there is exactly one session: each delivery inserts the session if it is absent, then mints tokens, which are never
 * stored.
 */
@Injectable()
export class LoginDelivery {
  readonly #logger = new Logger('Login');

  constructor(
    private readonly store: SceneStore,
    private readonly signIn: CompleteSignIn,
    private readonly metrics: Metrics,
  ) {}

  /**
   * @throws ApiError `access_denied` when the session was revoked meanwhile, or the person is gone or blocked:
   * then the scene ends as rejected, and its browser gets that state
   */
  async deliver(record: Readonly<SceneRecord>, way: 'push' | 'poll' | 'claim'): Promise<LoginResult> {
    const draft = sessionDraftOf(record);
    if (!draft) throw new ApiError('access_denied');
    const { scene } = record;
    const result = await this.signIn.complete(draft, sceneProof(record));
    if (result === 'nobody') await this.store.apply(scene, { event: 'reject', person: draft.userId });
    if (result === 'nobody' || result === 'ended') throw new ApiError('access_denied');
    this.metrics.deliveries.inc({ way });
    this.#logger.log({ msg: 'Login delivered', scene, way });
    return result;
  }
}
