import type { Settings } from '../../config/settings.ts';
import { fromRepository } from '../../platform/database/database-location.ts';

/** The folder of people's pictures, by AVATAR_STORAGE; null when S3 keeps them, whose backups are that service's. */
export function avatarFolderOf({ avatars }: Pick<Settings, 'avatars'>): string | null {
  return avatars.kind === 'disk' ? fromRepository(avatars.folder) : null;
}
