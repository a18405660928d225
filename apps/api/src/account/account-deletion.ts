import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.ts';
import { AvatarsService } from '../people/avatars/avatars.service.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { AccountRows } from './account-rows.ts';
import { ScannedScenes } from './scanned-scenes.ts';

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
    private readonly scanned: ScannedScenes,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns false when nobody has this id (any more)
   * @throws ApiError `unavailable`, and then nothing is deleted
   */
  async delete(userId: string): Promise<boolean> {
    const now = this.clock.now();
    const deleted = await this.rows.delete(userId, now, this.scanned.since(now));
    if (deleted === undefined) return false;
    this.#logger.log({ event: 'security', kind: 'account_deleted', user: userId });
    this.sessions.tellDeleted(deleted.sids);
    await Promise.all(deleted.scenes.map(({ scene, userId: by }) => this.scanned.reject(scene, by)));
    for (const avatar of deleted.avatars) await this.avatars.remove(avatar);
    return true;
  }
}
