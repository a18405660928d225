import { Inject, Injectable } from '@nestjs/common';
import {
  sceneIsFresh,
  type LoginResult,
  type RegisterSceneResponse,
  type SceneChange,
  type SceneRecord,
  type SceneSnapshot,
} from '@maqiao/shared';
import { ApiError } from '../../platform/http/api-error.ts';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { KnownBrowsers } from '../../people/known-browsers/known-browsers.ts';
import { Limits } from '../../limits/limits.ts';
import { SuspectAddresses } from '../../limits/suspect-addresses.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { SceneStore, type StoredOutcome } from './store/scene-store.ts';
import { WechatClient } from '../../wechat/wechat-client.ts';
import { BrowserDescriptions, type RegisteringBrowser } from './browser-description.ts';
import { LoginDelivery } from './login-delivery.ts';
import { LivingPages } from './living-pages.ts';
import { proveVerifier } from './own-verifier.ts';
import { sessionDraftOf } from './session-draft.ts';
import { sceneView } from './scene-view.ts';

/** Seconds between two polls of a browser without a socket. */
const POLL_INTERVAL_SECONDS = 2;

/** RFC 8628 §3.5: `slow_down` adds five seconds to the interval. */
const SLOW_DOWN_SECONDS = 5;

/** The browser's side of a login attempt: register, poll, claim, cancel. */
@Injectable()
export class ScenesService {
  readonly #registering = new Map<string, Promise<RegisterSceneResponse | SceneSnapshot>>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly store: SceneStore,
    private readonly wechat: WechatClient,
    private readonly sessions: SessionsService,
    private readonly delivery: LoginDelivery,
    private readonly descriptions: BrowserDescriptions,
    private readonly limits: Limits,
    private readonly suspects: SuspectAddresses,
    private readonly pages: LivingPages,
    private readonly browsers: KnownBrowsers,
  ) {}

  /**
   * Opens a scene under the browser's name for it. The scene begins to live when its picture is in hand; until
   * then nothing is stored, so a failure of WeChat costs the browser nothing but another try.
   * @returns with a picture when the scene is new; a repeat changes nothing and calls nobody
   * @throws ApiError `scene_clock` with the server's `now` when the name's time is off by a minute or more
   */
  register(browser: RegisteringBrowser): Promise<RegisterSceneResponse | SceneSnapshot> {
    const running = this.#registering.get(browser.scene);
    if (running) return running.then(withoutPicture);
    const registration = this.#register(browser).finally(() => this.#registering.delete(browser.scene));
    this.#registering.set(browser.scene, registration);
    return registration;
  }

  async #register(browser: RegisteringBrowser): Promise<RegisterSceneResponse | SceneSnapshot> {
    const { scene } = browser;
    const change: SceneChange = { event: 'register', browser: this.descriptions.of(browser) };
    const { record, now } = await this.store.read(scene);
    if (record) return this.#anyone(await this.apply(scene, change));

    if (!sceneIsFresh(scene, now)) {
      throw new ApiError('scene_clock', {
        detail: 'The time in the scene name is a minute or more from the server’s.',
        members: { now: new Date(now).toISOString() },
      });
    }
    const { ip, visitor } = browser.address;
    const picture = await this.pages.renew(browser.replaces, ip, async (isRenewal) => {
      await Promise.all([isRenewal || this.limits.scene(ip), this.suspects.scene(visitor)]);
      await this.limits.wxacode(() => this.#sessionOf(browser));
      return this.wechat.fetchWxacode(scene);
    });
    const outcome = await this.apply(scene, change);
    const snapshot = this.#anyone(outcome);
    if (!outcome.changed) return snapshot;
    const wxacode = { mediaType: picture.mediaType, data: picture.bytes.toString('base64') };
    return { ...snapshot, interval: POLL_INTERVAL_SECONDS, wxacode };
  }

  /**
   * The fallback of a browser without a socket, in the manner of RFC 8628.
   * @throws ApiError `authorization_pending` or `slow_down`, with the scene and the interval to keep
   */
  async poll(scene: string, verifier: string): Promise<LoginResult> {
    proveVerifier(scene, verifier);
    const tooOften = await this.limits.pollsTooOften(scene);
    const outcome = await this.attempt(scene, { event: 'redeem' });
    if (outcome.answer === 'authorization_pending' && outcome.record) {
      const interval = POLL_INTERVAL_SECONDS + (tooOften ? SLOW_DOWN_SECONDS : 0);
      throw new ApiError(tooOften ? 'slow_down' : 'authorization_pending', {
        members: { scene: sceneView(outcome.record, outcome.now, 'browser'), interval },
      });
    }
    return this.delivery.deliver(recordOf(outcome), 'poll');
  }

  /**
   * Takes the cookie for a confirmed scene. Sessions that the browser presents are revoked, never reused.
   * @param browserHash of the cookie by which the browser is known again; null for none, undefined when it keeps none
   * @returns with the values of the browser's next cookies; `browser` where it can be known again
   * @throws ApiError `scene_closed` once a cookie of this session has been used
   */
  async claim(
    scene: string,
    verifier: string,
    presented: readonly string[],
    browserHash: string | null | undefined,
  ): Promise<{ result: LoginResult; cookie: string; browser: string | undefined }> {
    proveVerifier(scene, verifier);
    const outcome = await this.attempt(scene, { event: 'redeem' });
    const record = recordOf(outcome);
    const result = await this.delivery.deliver(record, 'claim');
    const sid = record.sid as string;
    const cookie = await this.sessions.claim(sid);
    for (const earlier of presented) {
      if (earlier !== sid) await this.sessions.revoke(earlier, 'replaced');
    }
    const browser = browserHash === undefined ? undefined : await this.browsers.remember(browserHash, sid);
    return { result, cookie, browser };
  }

  /** The browser gives up; a session that was confirmed meanwhile dies with the scene. */
  async cancel(scene: string, verifier: string): Promise<SceneSnapshot> {
    proveVerifier(scene, verifier);
    const outcome = await this.apply(scene, { event: 'cancel' });
    await this.takeBack(outcome, 'signed_out');
    return sceneView(recordOf(outcome), outcome.now, 'browser');
  }

  /**
   * Ends the session of a scene that was confirmed and then rejected or cancelled, also when its delivery is
   * still under way: the session is forbidden, so that a later insert finds it dead.
   */
  async takeBack(outcome: StoredOutcome, reason: 'rejected' | 'signed_out'): Promise<void> {
    if (!outcome.record) return;
    const draft = sessionDraftOf(outcome.record);
    if (draft) await this.sessions.forbid(draft, reason);
  }

  /** Applies one event. @throws ApiError with the table's answer when it is refused */
  async apply(scene: string, change: SceneChange): Promise<StoredOutcome> {
    const outcome = await this.attempt(scene, change);
    if (outcome.answer !== 'ok') throw new ApiError(outcome.answer);
    return outcome;
  }

  /** Applies one event, whatever the table answers. */
  attempt(scene: string, change: SceneChange): Promise<StoredOutcome> {
    return this.store.apply(scene, change);
  }

  async #sessionOf({ cookie }: RegisteringBrowser) {
    return cookie === undefined ? undefined : this.sessions.livingOf(cookie);
  }

  #anyone(outcome: StoredOutcome): SceneSnapshot {
    return sceneView(recordOf(outcome), outcome.now, 'anyone');
  }
}

/** The record of an outcome. @throws ApiError with the answer when the event was refused */
export function recordOf(outcome: StoredOutcome): SceneRecord {
  if (outcome.answer !== 'ok') throw new ApiError(outcome.answer);
  if (!outcome.record) throw new ApiError('scene_not_found');
  return outcome.record;
}

function withoutPicture(response: RegisterSceneResponse | SceneSnapshot): SceneSnapshot {
  const { scene, status, expiresAt, now } = response;
  return { scene, status, expiresAt, now };
}
