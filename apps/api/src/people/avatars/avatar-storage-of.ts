import type { Settings } from '../../config/settings.ts';
import { fromRepository } from '../../platform/database/database-location.ts';
import type { AvatarStorage } from './avatar-storage.ts';
import { DiskAvatarStorage } from './disk-avatar-storage.ts';
import { S3AvatarStorage } from './s3-avatar-storage.ts';

/** Where pictures are stored, as AVATAR_STORAGE says. */
export function avatarStorageOf({ avatars }: Pick<Settings, 'avatars'>): AvatarStorage {
  return avatars.kind === 'disk'
    ? new DiskAvatarStorage(fromRepository(avatars.folder))
    : new S3AvatarStorage(avatars);
}
