import { fromRepository } from '../database/database-location.ts';

/**
 * The folder of people's pictures, by AVATAR_STORAGE (`disk:<path>`, `disk:./data/avatars` unless set); null when they
 * are kept elsewhere, where backups are that service's.
 */
export function avatarFolderOf(environment: Readonly<Record<string, string | undefined>>): string | null {
  const storage = environment.AVATAR_STORAGE || 'disk:./data/avatars';
  return storage.startsWith('disk:') ? fromRepository(storage.slice('disk:'.length)) : null;
}
