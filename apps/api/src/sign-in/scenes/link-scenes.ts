import type { ScenePurpose, SceneRecord, SceneSnapshot } from '@maqiao/shared';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { identityIdOf } from '../../people/identities/identity-id.ts';
import type { ProvenIdentity } from '../../people/identities/proven-identity.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { randomId, randomMatchNumber } from '../../platform/secret/random.ts';
import { SCENE_IDENTITY } from '../../sessions/tokens/access-token-rules.ts';
import { LinkIdentity } from '../link-identity.ts';
import { acceptedRecord } from './accepted-record.ts';
import { DisownedScenes } from './disowned-scenes.ts';
import { loginRequestOf } from './login-request.ts';
import { wantsNumber } from './number-match.ts';
import type { ScannedScene, ScanningDevice } from './scanned-scene.ts';
import { sceneView } from './scene-view.ts';
import { SceneStore } from './store/scene-store.ts';

/** How far the clocks of the instances and of the store may differ. */
const MARGIN_MS = 60_000;

const NOBODY = { nickname: null, avatarUrl: null };

/**
 * What a phone does with a scene of the purpose `link`. Its scanner is no user: the identity may be new here, and
 * whoever declines leaves nothing behind. So the scanner is the identity itself, and the token of the scan opens
 * nothing but the confirm and the reject of this scene.
 */
@Injectable()
export class LinkScenes {
  constructor(
    @Inject(SETTINGS)
    private readonly settings: Pick<
      Settings,
      'confirmMode' | 'lifetimes' | 'publicUrl' | 'siteName' | 'siteNames'
    >,
    private readonly store: SceneStore,
    private readonly links: LinkIdentity,
    private readonly secret: MaqiaoSecret,
    private readonly disowned: DisownedScenes,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a proven identity the scanner of a scene.
   * @throws ApiError `identity_taken`, `scene_taken`, `scene_closed`, `scene_expired`, `scene_not_found`
   */
  async scan(
    { scene, browser }: Readonly<SceneRecord>,
    { userId }: ScenePurpose,
    proven: ProvenIdentity,
    { near, entry, byChat }: ScanningDevice,
  ): Promise<ScannedScene> {
    await this.links.requireFree(userId, proven);
    const person = SCENE_IDENTITY + identityIdOf(proven);
    const { display } = browser;
    // As for a client's request: relays aim at both.
    const asked = { near, entry, byChat, display, knownBrowser: undefined, interaction: 'client' } as const;
    const outcome = await this.store.apply(scene, {
      event: 'scan',
      person,
      scan: {
        user: NOBODY,
        near,
        entry,
        identity: this.secret.seal('scene-identity', scene, JSON.stringify(proven)),
      },
      ...(wantsNumber(this.settings.confirmMode, asked) && { number: randomMatchNumber() }),
    });
    const record = acceptedRecord(outcome);
    return {
      person: { id: person, ...NOBODY, mergedSubs: [] },
      scene: sceneView(record, outcome.now, 'phone'),
      request: loginRequestOf(record, this.settings),
    };
  }

  /**
   * Adds the identity, and then confirms: a browser that sees `confirmed` finds it in the account. A repeat changes
   * nothing.
   * @param person the scanner, of the token of the scan
   * @throws ApiError `identity_taken` when it has become another user's; then the scene is rejected, and also with
   * `scene_closed` when the session that asked has ended; and as every confirm
   */
  async confirm(scene: string, person: string, typedNumber: string | undefined): Promise<SceneSnapshot> {
    const { record: found } = await this.store.read(scene);
    const linked = found !== undefined && (await this.#link(found, person, typedNumber));
    const outcome = await this.store.apply(scene, {
      event: 'confirm',
      person,
      sid: randomId(),
      typedNumber,
    });
    if (linked && outcome.answer !== 'ok' && found !== undefined) await this.#takeBack(found);
    if (outcome.changed && outcome.answer === 'number_mismatch')
      await this.disowned.report(outcome.record, person, 'number_mismatch');
    return sceneView(acceptedRecord(outcome), outcome.now, 'phone');
  }

  /**
   * Declines; until the delivery deadline also after the confirm: then the identity is taken back.
   * @throws ApiError `not_scanner`, `scene_closed`, `scene_expired`, `scene_not_found`
   */
  async reject(scene: string, person: string, why?: 'not_me'): Promise<SceneSnapshot> {
    const outcome = await this.store.apply(scene, { event: 'reject', person });
    const record = acceptedRecord(outcome);
    if (record.sid !== undefined) await this.#takeBack(record);
    if (outcome.changed && why === 'not_me') await this.disowned.report(record, person, why);
    return sceneView(record, outcome.now, 'phone');
  }

  /** @returns whether this call has added it; not when the confirm will be refused */
  async #link(found: Readonly<SceneRecord>, person: string, typed: string | undefined): Promise<boolean> {
    const { scene, status, browser, scan, number, method } = found;
    const proven = this.#provenIn(found);
    const open = status === 'scanned' || status === 'confirmed' || status === 'consumed';
    if (!open || found.person !== person || browser.purpose === undefined || proven === undefined || !scan)
      return false;
    if (status === 'scanned' && number !== undefined && typed !== number) return false;
    try {
      return await this.links.link(browser.purpose, proven, method);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code === 'unavailable') throw error;
      await this.store.apply(scene, { event: 'reject', person });
      throw error.code === 'session_revoked' ? new ApiError('scene_closed') : error;
    }
  }

  async #takeBack(record: Readonly<SceneRecord>): Promise<void> {
    const proven = this.#provenIn(record);
    const { purpose } = record.browser;
    if (purpose === undefined || proven === undefined) return;
    const { scanned, delivery } = this.settings.lifetimes;
    await this.links.takeBack(
      purpose,
      proven,
      record.method,
      this.clock.now() - scanned - delivery - MARGIN_MS,
    );
  }

  #provenIn({ scene, scan }: Readonly<SceneRecord>): ProvenIdentity | undefined {
    if (scan?.identity === undefined) return undefined;
    return JSON.parse(this.secret.open('scene-identity', scene, scan.identity)) as ProvenIdentity;
  }
}
