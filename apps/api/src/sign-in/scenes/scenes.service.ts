import { Injectable } from '@nestjs/common';
import type { LoginResult, SceneSnapshot } from '@maqiao/shared';
import { ApiError } from '../../platform/http/api-error.ts';
import { KnownBrowsers } from '../../people/known-browsers/known-browsers.ts';
import { Limits } from '../../limits/limits.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { acceptedRecord } from './accepted-record.ts';
import { LoginDelivery } from './login-delivery.ts';
import { proveVerifier } from './own-verifier.ts';
import { POLL_INTERVAL_SECONDS, SLOW_DOWN_SECONDS } from './poll-interval.ts';
import { sceneView } from './scene-view.ts';
import { SceneStore } from './store/scene-store.ts';
import { takeBackSession } from './take-back-session.ts';

/** Poll, claim and cancel: a browser's calls for a scene that it has opened, which it proves with the verifier. */
@Injectable()
export class ScenesService {
  constructor(
    private readonly store: SceneStore,
    private readonly sessions: SessionsService,
    private readonly delivery: LoginDelivery,
    private readonly limits: Limits,
    private readonly browsers: KnownBrowsers,
  ) {}

  /**
   * The fallback of a browser without a socket, after RFC 8628.
   * @throws ApiError `authorization_pending` or `slow_down`, with the scene and the interval to keep
   */
  async poll(scene: string, verifier: string): Promise<LoginResult> {
    proveVerifier(scene, verifier);
    const tooOften = await this.limits.pollsTooOften(scene);
    const outcome = await this.store.apply(scene, { event: 'redeem' });
    if (outcome.answer === 'authorization_pending' && outcome.record) {
      const interval = POLL_INTERVAL_SECONDS + (tooOften ? SLOW_DOWN_SECONDS : 0);
      throw new ApiError(tooOften ? 'slow_down' : 'authorization_pending', {
        members: { scene: sceneView(outcome.record, outcome.now, 'browser'), interval },
      });
    }
    return this.delivery.deliver(acceptedRecord(outcome), 'poll');
  }

  /**
   * Gives the browser the cookie of a confirmed scene. Sessions of its old cookies are revoked, never reused.
   * @param browserHash - of the browser cookie; null without one, undefined when the browser cannot keep one
   * @returns with the values of the browser's next cookies; `browser` when it can keep that cookie
   * @throws ApiError `scene_closed` once a cookie of this session has been used
   */
  async claim(
    scene: string,
    verifier: string,
    presented: readonly string[],
    browserHash: string | null | undefined,
  ): Promise<{ result: LoginResult; cookie: string; browser: string | undefined }> {
    proveVerifier(scene, verifier);
    const record = acceptedRecord(await this.store.apply(scene, { event: 'redeem' }));
    const { sid } = record;
    if (sid === undefined) throw new ApiError('access_denied');
    const result = await this.delivery.deliver(record, 'claim');
    const cookie = await this.sessions.claim(sid);
    for (const earlier of presented) {
      if (earlier !== sid) await this.sessions.revoke(earlier, 'replaced');
    }
    const browser = browserHash === undefined ? undefined : await this.browsers.remember(browserHash, sid);
    return { result, cookie, browser };
  }

  /** The browser cancels; a session that was confirmed meanwhile is revoked. */
  async cancel(scene: string, verifier: string): Promise<SceneSnapshot> {
    proveVerifier(scene, verifier);
    const outcome = await this.store.apply(scene, { event: 'cancel' });
    const record = acceptedRecord(outcome);
    await takeBackSession(this.sessions, record, 'signed_out');
    return sceneView(record, outcome.now, 'browser');
  }
}
