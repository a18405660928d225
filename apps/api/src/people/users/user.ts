import type { UserProfile } from '@maqiao/shared';

/** Path of the pictures that people chose, public and for ever the same under one name. */
const AVATAR_PATH = '/api/avatars';

/** Where the picture of that name is reached, as an absolute URL; null for none. */
export function avatarUrlOf(publicUrl: string, name: string | null): string | null {
  return name === null ? null : `${publicUrl}${AVATAR_PATH}/${name}`;
}

/** A person, known by one openid of one AppID. `createdAt` is Unix milliseconds. */
export interface User extends UserProfile {
  /** Our id, the `sub` of every token. The openid stays inside. */
  id: string;
  createdAt: number;
  /** By the owner of the site. */
  blocked: boolean;
}

/** Who a person is to WeChat. Leaves the server by introspection only. */
export interface WechatIdentity {
  openid: string;
  unionid: string | null;
}
