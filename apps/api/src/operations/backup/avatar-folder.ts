import type { Settings } from '../../config/settings.ts';
import { fromRepository } from '../../platform/database/database-location.ts';

/** The folder of the avatars, from AVATAR_STORAGE; null when they are in S3, which is backed up separately. */
export function avatarFolderOf({ avatars }: Pick<Settings, 'avatars'>): string | null {
  return avatars.kind === 'disk' ? fromRepository(avatars.folder) : null;
}
