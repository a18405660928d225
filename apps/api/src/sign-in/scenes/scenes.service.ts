import { Injectable } from '@nestjs/common';
import type { ClaimResult, LoginResult, ScenePurpose, SceneRecord, SceneSnapshot } from '@maqiao/shared';
import { ApiError } from '../../platform/http/api-error.ts';
import { Limits } from '../../limits/limits.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { acceptedRecord } from './accepted-record.ts';
import { CompleteSignIn } from '../complete-sign-in.ts';
import { Interactions } from '../interactions.ts';
import { StepUpSession } from '../step-up-session.ts';
import { TakeSession, type TakenSession, type TakingBrowser } from '../take-session.ts';
import { SCENE_AMR } from './session-draft.ts';
import { LoginDelivery } from './login-delivery.ts';
import { proveVerifier } from './own-verifier.ts';
import { POLL_INTERVAL_SECONDS, SLOW_DOWN_SECONDS } from './poll-interval.ts';
import { sceneProof } from './scene-proof.ts';
import { sceneView } from './scene-view.ts';
import { SceneStore } from './store/scene-store.ts';
import { takeBackSession } from './take-back-session.ts';

/** The browser that claims. */
interface ClaimingBrowser extends TakingBrowser {
  cookieHeader: string | undefined;
}

interface Claim extends Omit<TakenSession, 'cookie'> {
  result: ClaimResult;
  /** Undefined: it keeps the one that it has. */
  cookie: string | undefined;
}

/** Poll, claim and cancel: a browser's calls for a scene that it has opened, which it proves with the verifier. */
@Injectable()
export class ScenesService {
  constructor(
    private readonly store: SceneStore,
    private readonly sessions: SessionsService,
    private readonly delivery: LoginDelivery,
    private readonly limits: Limits,
    private readonly takes: TakeSession,
    private readonly signIn: CompleteSignIn,
    private readonly interactions: Interactions,
    private readonly stepUps: StepUpSession,
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
    const record = acceptedRecord(outcome);
    // An interaction is finished by the claim alone, which proves the browser that began it.
    // A scene that signs nobody in has no tokens: its page sees `confirmed`, and claims.
    if (record.browser.interaction !== undefined || record.browser.purpose !== undefined)
      throw new ApiError('authorization_pending', {
        members: { scene: sceneView(record, outcome.now, 'browser'), interval: POLL_INTERVAL_SECONDS },
      });
    return this.delivery.deliver(record, 'poll');
  }

  /**
   * Gives the browser the cookie of a confirmed scene. Sessions of its old cookies are revoked, never reused; but for an
   * interaction the session of the same person goes on, with a fresh proof, so that nothing else of theirs ends.
   * A scene with a purpose is claimed in the browser that still carries the session which asked, and that one goes on.
   * @returns with the values of the browser's next cookies; `browserCookie` when it can keep that one
   * @throws ApiError `scene_closed` once a cookie of this session has been used; as `Interactions.finish`
   */
  async claim(scene: string, verifier: string, browser: ClaimingBrowser): Promise<Claim> {
    proveVerifier(scene, verifier);
    const record = acceptedRecord(await this.store.apply(scene, { event: 'redeem' }));
    const { sid } = record;
    if (sid === undefined) throw new ApiError('access_denied');
    const { interaction, purpose } = record.browser;
    if (purpose !== undefined) return this.#finish(record, purpose, browser.presented);
    // Before anything is changed: whoever has not begun it gets nothing of it.
    if (interaction !== undefined) await this.interactions.find(interaction.uid, browser.cookieHeader);
    const claim =
      (interaction && (await this.#proveAgain(record, browser.presented))) ??
      (await this.takes.takeNew(sid, await this.delivery.deliver(record, 'claim'), browser));
    if (interaction === undefined) return claim;
    const session = await this.sessions.requireLive(claim.sid);
    const continueTo = await this.interactions.finish(interaction.uid, browser.cookieHeader, session);
    return { ...claim, result: { ...claim.result, continueTo } };
  }

  /** @throws ApiError `no_session` in another browser, or where it has signed out; `session_revoked` when it has ended */
  async #finish({ scene }: SceneRecord, purpose: ScenePurpose, presented: readonly string[]): Promise<Claim> {
    const { sid } = purpose;
    if (!presented.includes(sid)) throw new ApiError('no_session');
    if (purpose.kind === 'link') {
      const result = await this.signIn.tokenFor(await this.sessions.requireLive(sid));
      if (result === undefined) throw new ApiError('session_revoked');
      return { result: { ...result, linked: true }, sid, cookie: undefined, browserCookie: undefined };
    }
    // Whoever takes back the confirm, at this moment or later, ends the session.
    acceptedRecord(await this.store.apply(scene, { event: 'proveAgain', provenSid: sid }));
    const { result, cookie } = await this.stepUps.finish(purpose, SCENE_AMR);
    return { result: { ...result, steppedUp: true }, sid, cookie, browserCookie: undefined };
  }

  /**
   * The session of the same person in this browser, if there is one. The scene is told of it first: whoever takes back
   * the confirm, at this moment or later, ends it.
   * @throws ApiError `access_denied` when the confirm was taken back meanwhile, `expired_token`
   */
  #proveAgain(record: SceneRecord, presented: readonly string[]) {
    const { scene, person = '', provenSid } = record;
    // One proof is for one session, however often it is claimed.
    const open = presented.filter((sid) => (provenSid ?? sid) === sid);
    const announce = async (sid: string) =>
      void acceptedRecord(await this.store.apply(scene, { event: 'proveAgain', provenSid: sid }));
    const proof = { ...sceneProof(record), subject: scene };
    return this.takes.goOn(person, open, { amr: SCENE_AMR, proof, announce });
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
