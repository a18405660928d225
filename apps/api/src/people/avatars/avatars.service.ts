import { Injectable, Logger } from '@nestjs/common';
import { ApiError } from '../../platform/http/api-error.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { avatarMessages } from './avatar-messages.ts';
import { randomId } from '../../platform/secret/random.ts';
import { isKeptPicture, isPictureName } from './avatar-picture.ts';
import { AvatarStorage } from './avatar-storage.ts';
import { AvatarsTable } from './avatars-table.ts';
import { PictureDrawer } from './picture-drawer.ts';

/** The pictures that people chose. */
@Injectable()
export class AvatarsService {
  readonly #logger = new Logger('Avatars');

  constructor(
    private readonly table: AvatarsTable,
    private readonly storage: AvatarStorage,
    private readonly drawer: PictureDrawer,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives a person a picture, under a new name; the one before is removed.
   * @throws ApiError `unsupported_media_type` when it is no picture, `unavailable` when the storage or the database is
   *   away (then nothing has changed), `invalid_token` when the person is gone
   */
  async set(userId: string, upload: Uint8Array): Promise<void> {
    const picture = await this.drawer.draw(upload);
    const name = `${randomId()}.jpg`;
    await this.table.announce(name, this.clock.now());
    await this.storage.put(name, picture);
    await this.#replace(userId, name);
  }

  /** Takes a person's picture away. */
  clear(userId: string): Promise<void> {
    return this.#replace(userId, null);
  }

  /** The bytes of a picture. @throws ApiError `not_found`; `unavailable` when the storage is away */
  async read(name: string): Promise<Uint8Array> {
    const picture = isPictureName(name) ? await this.storage.get(name) : undefined;
    if (picture === undefined || !isKeptPicture(picture)) throw new ApiError('not_found');
    return picture;
  }

  /** Removes a picture that is listed for removal. Never throws: it stays listed until it is removed. */
  async remove(name: string): Promise<boolean> {
    try {
      await this.storage.remove(name);
      await this.table.removed(name);
      return true;
    } catch (error) {
      const why = error instanceof ApiError ? (error.operatorHint ?? error.code) : 'unknown';
      this.#logger.warn(localize(avatarMessages.picture_stays, { why }));
      return false;
    }
  }

  async #replace(userId: string, name: string | null): Promise<void> {
    const replaced = await this.table.replace(userId, name, this.clock.now());
    if (replaced === undefined) {
      if (name !== null) await this.remove(name);
      throw new ApiError('invalid_token');
    }
    if (replaced.before !== null) await this.remove(replaced.before);
  }
}
