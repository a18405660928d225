import type { UserProfile } from '@maqiao/shared';

/** Path of the pictures that people chose, public and for ever the same under one name. */
const AVATAR_PATH = '/api/avatars';

/** The absolute URL of the picture with this name; null for none. */
export function avatarUrlOf(publicUrl: string, name: string | null): string | null {
  return name === null ? null : `${publicUrl}${AVATAR_PATH}/${name}`;
}

/** A person at this installation. `createdAt` is Unix milliseconds. How they sign in: see `identities`. */
export interface User extends UserProfile {
  /** Our id, the `sub` of every token. */
  id: string;
  createdAt: number;
  /** By the owner of the site. */
  blocked: boolean;
  /** When nickname or picture last changed, in Unix milliseconds. */
  updatedAt: number;
  /** See `UsersService.preferredUsername`; null until it is first asked for. */
  preferredUsername: string | null;
  /** Who remains, when this user has given way in a merge: nobody signs in as them any more. */
  mergedInto: string | null;
  /** The ids of the users who have given way to this one. */
  mergedSubs: readonly string[];
}
