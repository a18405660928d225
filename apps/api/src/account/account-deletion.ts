import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { accountMessages } from './account-messages.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { AvatarsService } from '../people/avatars/avatars.service.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { SceneStore } from '../sign-in/scenes/store/scene-store.ts';
import { AccountRows } from './account-rows.ts';

/** How far the clocks of the instances and of the store may differ. */
const MARGIN_MS = 60_000;

/**
 * Deletes a person. One transaction deletes. What follows it may be lost without harm: a session without a row is
 * refused at its next call, a scene without a person is rejected at its delivery or expires, and the picture is listed
 * for removal.
 */
@Injectable()
export class AccountDeletion {
  readonly #logger = new Logger('AccountDeletion');

  constructor(
    private readonly rows: AccountRows,
    private readonly sessions: SessionsService,
    private readonly avatars: AvatarsService,
    private readonly store: SceneStore,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * @returns false when nobody has this id (any more)
   * @throws ApiError `unavailable`, and then nothing is deleted
   */
  async delete(userId: string): Promise<boolean> {
    const { scanned, delivery } = this.settings.lifetimes;
    const now = this.clock.now();
    const deleted = await this.rows.delete(userId, now, now - scanned - delivery - MARGIN_MS);
    if (deleted === undefined) return false;
    this.#logger.log({ event: 'security', kind: 'account_deleted', user: userId });
    this.sessions.tellDeleted(deleted.sids);
    await Promise.all(deleted.scenes.map((scanned) => this.#reject(scanned.scene, scanned.userId)));
    for (const avatar of deleted.avatars) await this.avatars.remove(avatar);
    return true;
  }

  /** Ends a scene that they had scanned, in whatever state it is. Its browser gets the new state. */
  async #reject(scene: string, userId: string): Promise<void> {
    try {
      await this.store.apply(scene, { event: 'reject', person: userId });
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown';
      this.#logger.warn(localize(accountMessages.scene_not_rejected, { why }));
    }
  }
}
