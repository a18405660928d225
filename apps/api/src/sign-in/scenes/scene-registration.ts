import {
  sceneIsFresh,
  type RegisterSceneResponse,
  type SceneChange,
  type SceneSnapshot,
} from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { Limits } from '../../limits/limits.ts';
import { SuspectAddresses } from '../../limits/suspect-addresses.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { SignInMethods } from '../methods/sign-in-methods.ts';
import { BrowserDescriptions, type RegisteringBrowser } from './browser-description.ts';
import { CodeRenewal } from './code-renewal.ts';
import { POLL_INTERVAL_SECONDS } from './poll-interval.ts';
import { acceptedRecord } from './accepted-record.ts';
import { sceneView } from './scene-view.ts';
import { SceneStore, type StoredOutcome } from './store/scene-store.ts';

/** Opens scenes: the first call of a browser that wants someone to sign in. */
@Injectable()
export class SceneRegistration {
  readonly #running = new Map<string, Promise<RegisterSceneResponse | SceneSnapshot>>();

  constructor(
    private readonly store: SceneStore,
    private readonly methods: SignInMethods,
    private readonly sessions: SessionsService,
    private readonly descriptions: BrowserDescriptions,
    private readonly limits: Limits,
    private readonly suspects: SuspectAddresses,
    private readonly renewal: CodeRenewal,
  ) {}

  /**
   * Opens a scene under the browser's name for it. Its lifetime begins when its code has been made; before that
   * nothing is stored, so after a failure of WeChat the browser can simply try again.
   * @returns with the method's code when the scene is new; a repeat changes nothing and does not call the method
   * @throws ApiError `scene_clock` with the server's `now` when the name's time is off by a minute or more;
   * `invalid_request` when the method is not offered
   */
  register(browser: RegisteringBrowser): Promise<RegisterSceneResponse | SceneSnapshot> {
    const running = this.#running.get(browser.scene);
    if (running) return running.then(withoutCode);
    const registration = this.#register(browser).finally(() => this.#running.delete(browser.scene));
    this.#running.set(browser.scene, registration);
    return registration;
  }

  async #register(browser: RegisteringBrowser): Promise<RegisterSceneResponse | SceneSnapshot> {
    const { scene } = browser;
    const method = this.methods.forScene(browser.method);
    const change: SceneChange = {
      event: 'register',
      method: method.id,
      browser: this.descriptions.of(browser),
    };
    const { record, now } = await this.store.read(scene);
    if (record) return snapshotOf(await this.store.apply(scene, change));

    if (!sceneIsFresh(scene, now)) {
      throw new ApiError('scene_clock', {
        detail: 'The time in the scene name is a minute or more from the server’s.',
        members: { now: new Date(now).toISOString() },
      });
    }
    const { ip, visitor } = browser.address;
    const code = await this.renewal.renew(browser.replaces, ip, async (isRenewal) => {
      await Promise.all([isRenewal || this.limits.scene(ip), this.suspects.scene(visitor)]);
      return method.makeCode(scene, { livingSession: () => this.#sessionOf(browser) });
    });
    const outcome = await this.store.apply(scene, change);
    const snapshot = snapshotOf(outcome);
    return outcome.changed ? { ...snapshot, interval: POLL_INTERVAL_SECONDS, ...code } : snapshot;
  }

  async #sessionOf({ cookie }: RegisteringBrowser) {
    return cookie === undefined ? undefined : this.sessions.livingOf(cookie);
  }
}

function snapshotOf(outcome: StoredOutcome): SceneSnapshot {
  return sceneView(acceptedRecord(outcome), outcome.now, 'anyone');
}

function withoutCode({ scene, status, expiresAt, now }: SceneSnapshot): SceneSnapshot {
  return { scene, status, expiresAt, now };
}
