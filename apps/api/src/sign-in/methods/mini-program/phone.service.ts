import { Inject, Injectable } from '@nestjs/common';
import {
  rowFor,
  type MiniProgramSession,
  type ScanResponse,
  type SceneRecord,
  type SceneSnapshot,
} from '@maqiao/shared';
import { ApiError } from '../../../platform/http/api-error.ts';
import type { ClientAddress } from '../../../platform/http/client-address.ts';
import { randomId, randomMatchNumber } from '../../../platform/secret/random.ts';
import { SETTINGS, type Settings } from '../../../config/settings.ts';
import { AuditLog } from '../../../people/audit/audit-log.ts';
import { KnownBrowsers } from '../../../people/known-browsers/known-browsers.ts';
import { Limits } from '../../../limits/limits.ts';
import { Places } from '../../places/places.ts';
import { SceneStore } from '../../scenes/store/scene-store.ts';
import type { User } from '../../../people/users/user.ts';
import { UsersService } from '../../../people/users/users.service.ts';
import { provenByMiniProgram } from '../../../people/identities/proven-identity.ts';
import { CompleteSignIn, type IdentifiedUser } from '../../complete-sign-in.ts';
import { WechatClient } from '../../../wechat/wechat-client.ts';
import { DisownedScenes } from '../../scenes/disowned-scenes.ts';
import { loginRequestOf } from '../../scenes/login-request.ts';
import { wantsNumber } from '../../scenes/number-match.ts';
import { sceneAuditEntry } from '../../scenes/scene-audit-entry.ts';
import { recordOf, ScenesService } from '../../scenes/scenes.service.ts';
import { sceneView } from '../../scenes/scene-view.ts';

/** The phone's side of a login attempt: sign in to the mini program, scan, confirm, reject. */
@Injectable()
export class PhoneService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly scenes: ScenesService,
    private readonly store: SceneStore,
    private readonly wechat: WechatClient,
    private readonly users: UsersService,
    private readonly completeSignIn: CompleteSignIn,
    private readonly places: Places,
    private readonly limits: Limits,
    private readonly audit: AuditLog,
    private readonly browsers: KnownBrowsers,
    private readonly disowned: DisownedScenes,
  ) {}

  /** Signs a person in to the mini program by a fresh login code. */
  async signIn(loginCode: string, address: ClientAddress): Promise<MiniProgramSession> {
    await this.limits.scan(address.ip);
    const user = await this.#identify(loginCode, address);
    return this.completeSignIn.miniProgramSession(user);
  }

  /**
   * Makes the person who holds the phone the scanner of a scene. Asks in the protocol's order: the scene's state,
   * limits, WeChat, then the atomic scan; an unknown or closed scene never costs a call to WeChat.
   */
  async scan(
    scene: string,
    loginCode: string,
    entry: number | null,
    address: ClientAddress,
  ): Promise<ScanResponse> {
    const { record: asked } = await this.store.read(scene);
    if (!asked) throw new ApiError('scene_not_found');
    // What the table refuses to everybody need not be asked of WeChat.
    const { answer } = rowFor({ event: 'scan' }, undefined)[asked.status];
    if (answer !== 'ok') throw new ApiError(answer);
    await this.limits.scan(address.ip);

    const user = await this.#identify(loginCode, address);
    const near = this.places.near(asked.browser, { ip: address.visitor, ipUncertain: !address.certain });
    // Everything is new to a person who signs in for the first time: that tells them nothing.
    const knownBrowser = user.isNew
      ? undefined
      : await this.browsers.isKnown(asked.browser.browserHash, user.id);
    const scan = { near, entry, ...(knownBrowser !== undefined && { knownBrowser }) };
    const wanted = wantsNumber(this.settings.confirmMode, {
      near,
      entry,
      display: asked.browser.display,
      knownBrowser,
    });
    const { nickname, avatarUrl } = user;
    const outcome = await this.scenes.attempt(scene, {
      event: 'scan',
      person: user.id,
      set: {
        person: user.id,
        scan: { user: { nickname, avatarUrl }, ...scan },
        ...(wanted && { number: randomMatchNumber() }),
      },
    });
    if (outcome.answer === 'scene_taken' && outcome.record) await this.#noteTaken(outcome.record, user);
    const record = recordOf(outcome);
    if (outcome.changed) await this.#noteScan(record, user);
    return {
      ...(await this.completeSignIn.miniProgramSession(user)),
      scene: sceneView(record, outcome.now, 'phone'),
      request: loginRequestOf(record, this.settings),
    };
  }

  /** Confirms as the scanner, with the number where one is asked for. Draws the session's id; calls nobody. */
  async confirm(scene: string, userId: string, number: string | undefined): Promise<SceneSnapshot> {
    const outcome = await this.scenes.attempt(scene, {
      event: 'confirm',
      person: userId,
      set: { sid: randomId() },
      ...(number !== undefined && { number }),
    });
    if (outcome.changed && outcome.record) {
      const kind = outcome.answer === 'number_mismatch' ? 'number_mismatch' : 'confirmed';
      await this.audit.record(sceneAuditEntry(outcome.record, userId, kind));
      if (kind === 'number_mismatch') await this.disowned.report(outcome.record, userId, kind);
    }
    return sceneView(recordOf(outcome), outcome.now, 'phone');
  }

  /**
   * Declines as the scanner; until the delivery deadline also what was confirmed, and then its session dies, and its
   * browser is not known for it.
   * @param why `not_me`: the person did not open that page
   */
  async reject(scene: string, userId: string, why?: 'not_me'): Promise<SceneSnapshot> {
    const outcome = await this.scenes.apply(scene, { event: 'reject', person: userId });
    const record = recordOf(outcome);
    if (outcome.changed) {
      await this.audit.record({
        ...sceneAuditEntry(record, userId, 'rejected'),
        ...(why && { reason: why }),
      });
      if (why === 'not_me') await this.disowned.report(record, userId, why);
    }
    await this.scenes.takeBack(outcome, 'rejected');
    if (record.sid !== undefined) await this.browsers.forgetSession(userId, record.sid);
    if (why === 'not_me') await this.browsers.forgetBrowser(userId, record.browser.browserHash);
    return sceneView(record, outcome.now, 'phone');
  }

  /**
   * @throws ApiError `scene_closed` when the person was deleted while they scanned: whoever deletes looks for scenes
   * in the audit log, and this one was not yet there
   */
  async #noteScan(record: Readonly<SceneRecord>, user: User): Promise<void> {
    const noted = await this.audit.record(sceneAuditEntry(record, user.id, 'scanned'));
    if (noted || (await this.users.get(user.id)) !== undefined) return;
    await this.scenes.apply(record.scene, { event: 'reject', person: user.id });
    throw new ApiError('scene_closed');
  }

  /** Someone was refused a scene that another person had scanned: both may know. */
  async #noteTaken(record: Readonly<SceneRecord>, refused: User): Promise<void> {
    await this.audit.record(sceneAuditEntry(record, refused.id, 'taken', 'you'));
    if (record.person !== undefined)
      await this.audit.record(sceneAuditEntry(record, record.person, 'taken', 'other'));
  }

  async #identify(loginCode: string, address: ClientAddress): Promise<IdentifiedUser> {
    try {
      const answer = await this.wechat.exchangeLoginCode(loginCode);
      const user = await this.completeSignIn.identify(
        provenByMiniProgram(this.settings.wechat.appId, answer),
      );
      await this.limits.person(user.id);
      return user;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'invalid_login_code') {
        await this.limits.refusedLoginCode(address.ip);
      }
      throw error;
    }
  }
}
