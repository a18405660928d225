import { Inject, Injectable } from '@nestjs/common';
import {
  rowFor,
  type LoginRequestDetails,
  type SceneOrigin,
  type SceneRecord,
  type SceneSnapshot,
  type SceneStatus,
} from '@maqiao/shared';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { AuditLog } from '../../people/audit/audit-log.ts';
import { KnownBrowsers } from '../../people/known-browsers/known-browsers.ts';
import { UsersService } from '../../people/users/users.service.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { randomId, randomMatchNumber } from '../../platform/secret/random.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import type { IdentifiedUser } from '../complete-sign-in.ts';
import { Interactions } from '../interactions.ts';
import { isSceneIdentity } from '../../sessions/tokens/access-token-rules.ts';
import { acceptedRecord } from './accepted-record.ts';
import { DisownedScenes } from './disowned-scenes.ts';
import { LinkScenes } from './link-scenes.ts';
import { loginRequestOf } from './login-request.ts';
import { wantsNumber } from './number-match.ts';
import { sceneAuditEntry } from './scene-audit-entry.ts';
import type { ScannedScene, ScanningDevice } from './scanned-scene.ts';
import { sceneView } from './scene-view.ts';
import { SceneStore } from './store/scene-store.ts';
import { takeBackSession } from './take-back-session.ts';

/** The person who scans, as a method has identified them. */
type ScanningPerson = Pick<IdentifiedUser, 'id' | 'nickname' | 'avatarUrl' | 'isNew' | 'provenBy'>;

/** A scene as {@link SceneDecisions.look} finds it. */
export interface SeenScene {
  status: SceneStatus;
  /** Nobody has scanned it. */
  isFree: boolean;
  isScanner: boolean;
  wasConfirmed: boolean;
  /** Confirmed, before the delivery deadline. */
  canTakeBack: boolean;
  /** Milliseconds since it was registered. */
  ageMs: number;
  request: LoginRequestDetails;
}

/**
 * What a person does with a scene on their own device, for every method: scan, confirm, reject.
 */
@Injectable()
export class SceneDecisions {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly store: SceneStore,
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    private readonly audit: AuditLog,
    private readonly browsers: KnownBrowsers,
    private readonly disowned: DisownedScenes,
    private readonly interactions: Interactions,
    private readonly links: LinkScenes,
  ) {}

  /**
   * Reads the scene before the person is identified: an unknown or closed scene costs no call to WeChat. A scene of
   * another method is unknown.
   * @throws ApiError as for everybody: `scene_not_found`, `scene_closed`, `scene_expired`
   */
  async findOpen(scene: string, method: string): Promise<Readonly<SceneRecord>> {
    const { record } = await this.store.read(scene);
    if (record?.method !== method) throw new ApiError('scene_not_found');
    const { answer } = rowFor('scan', true)[record.status];
    if (answer !== 'ok') throw new ApiError(answer);
    return record;
  }

  /**
   * Makes a person the scanner of a scene.
   * @param found the scene as {@link findOpen} has read it
   * @returns the scene, and the browser that asks
   * @throws ApiError `scene_taken`, `scene_closed`, `scene_expired`, `scene_not_found`
   */
  async scan(
    found: Readonly<SceneRecord>,
    person: ScanningPerson,
    { near, entry, byChat }: ScanningDevice,
  ): Promise<Pick<ScannedScene, 'scene' | 'request'>> {
    const { scene, browser } = found;
    const { id, nickname, avatarUrl, provenBy } = person;
    // For a person who signs in for the first time every browser is new, so the warning would mean nothing.
    const knownBrowser = person.isNew ? undefined : await this.browsers.isKnown(browser.browserHash, id);
    const { display, purpose } = browser;
    const wanted = wantsNumber(this.settings.confirmMode, {
      near,
      entry,
      display,
      // Whoever has stolen a session asks from a browser that is known.
      knownBrowser: purpose === undefined ? knownBrowser : undefined,
      byChat,
      interaction: whoWaits(browser),
    });
    const outcome = await this.store.apply(scene, {
      event: 'scan',
      person: id,
      scan: {
        user: { nickname, avatarUrl },
        near,
        entry,
        ...(knownBrowser !== undefined && { knownBrowser }),
        provenBy,
      },
      ...(wanted && { number: randomMatchNumber() }),
    });
    if (outcome.answer === 'scene_taken' && outcome.record) await this.#recordTaken(outcome.record, person);
    const record = acceptedRecord(outcome);
    if (outcome.changed) await this.#recordScan(record, id);
    return {
      scene: sceneView(record, outcome.now, 'phone'),
      request: loginRequestOf(record, this.settings),
    };
  }

  /**
   * What a person is shown who comes back to a scene; changes nothing.
   * @returns undefined when it is unknown, or no longer readable
   */
  async look(scene: string, person: string | undefined): Promise<SeenScene | undefined> {
    const { record, now } = await this.store.read(scene);
    if (record === undefined) return undefined;
    const { status, deliverUntil } = record;
    const isConfirmed = status === 'confirmed' || status === 'consumed';
    return {
      status,
      isFree: record.person === undefined,
      isScanner: record.person !== undefined && record.person === person,
      wasConfirmed: record.sid !== undefined,
      canTakeBack: isConfirmed && deliverUntil !== undefined && now < deliverUntil,
      ageMs: now - record.createdAt,
      request: loginRequestOf(record, this.settings),
    };
  }

  /**
   * Confirms as the scanner. Makes the session's id; needs no other service.
   * @param typedNumber - when the scene asks for one
   * @throws ApiError `number_mismatch`, `not_scanner`, `invalid_request`, `scene_closed`, `scene_expired`, `scene_not_found`
   */
  async confirm(scene: string, userId: string, typedNumber: string | undefined): Promise<SceneSnapshot> {
    if (isSceneIdentity(userId)) return this.links.confirm(scene, userId, typedNumber);
    const outcome = await this.store.apply(scene, {
      event: 'confirm',
      person: userId,
      sid: randomId(),
      typedNumber,
    });
    if (outcome.changed) {
      const confirmed = outcome.record.browser.purpose === undefined ? 'confirmed' : 'stepped_up';
      const kind = outcome.answer === 'number_mismatch' ? 'number_mismatch' : confirmed;
      await this.audit.record(sceneAuditEntry(outcome.record, userId, kind));
      if (kind === 'number_mismatch') await this.disowned.report(outcome.record, userId, kind);
    }
    return sceneView(acceptedRecord(outcome), outcome.now, 'phone');
  }

  /**
   * Declines as the scanner; until the delivery deadline also after the confirm: then its session is revoked, or the
   * one that has gone on with its proof; its browser is no known one, and a device that it let in loses its access.
   * @param why `not_me`: the person did not open that page
   * @throws ApiError `not_scanner`, `scene_closed`, `scene_expired`, `scene_not_found`
   */
  async reject(scene: string, userId: string, why?: 'not_me'): Promise<SceneSnapshot> {
    if (isSceneIdentity(userId)) return this.links.reject(scene, userId, why);
    const outcome = await this.store.apply(scene, { event: 'reject', person: userId });
    const record = acceptedRecord(outcome);
    if (outcome.changed) {
      await this.audit.record({
        ...sceneAuditEntry(record, userId, 'rejected'),
        ...(why && { reason: why }),
      });
      if (why === 'not_me') await this.disowned.report(record, userId, why);
    }
    await takeBackSession(this.sessions, record, 'rejected');
    const { interaction, purpose } = record.browser;
    if (record.sid !== undefined && interaction !== undefined)
      await this.interactions.takeBack(interaction.uid);
    for (const sid of [record.sid, record.provenSid]) {
      if (sid !== undefined) await this.browsers.forgetSession(userId, sid);
    }
    if (why === 'not_me') {
      await this.browsers.forgetBrowser(userId, record.browser.browserHash);
      // Somebody else is signed in as this person.
      if (purpose !== undefined) await this.sessions.revoke(purpose.sid, 'rejected');
    }
    return sceneView(record, outcome.now, 'phone');
  }

  /**
   * @throws ApiError `scene_closed` when the person was deleted while they scanned: the deletion finds scenes in the
   * audit log, and this one was not yet in it
   */
  async #recordScan(record: Readonly<SceneRecord>, userId: string): Promise<void> {
    const isRecorded = await this.audit.record(sceneAuditEntry(record, userId, 'scanned'));
    if (isRecorded || (await this.users.get(userId)) !== undefined) return;
    acceptedRecord(await this.store.apply(record.scene, { event: 'reject', person: userId }));
    throw new ApiError('scene_closed');
  }

  /** Records for both people that one was refused a scene that the other had scanned. */
  async #recordTaken(record: Readonly<SceneRecord>, { id, provenBy }: ScanningPerson): Promise<void> {
    await this.audit.record(sceneAuditEntry(record, id, 'taken', 'you', provenBy));
    if (record.person !== undefined)
      await this.audit.record(sceneAuditEntry(record, record.person, 'taken', 'other'));
  }
}

/** Who waits beside the page. Relays aim at a purpose as they do at a client. */
function whoWaits({ interaction, purpose }: SceneOrigin): 'client' | 'device' | undefined {
  if (interaction === undefined) return purpose && 'client';
  return interaction.isDevice ? 'device' : 'client';
}
