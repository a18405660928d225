import type { MiniProgramSession, UserProfile } from '@maqiao/shared';
import { markSignedIn } from '../platform/signed-in-mark.ts';

/** Who holds the phone. The token lives in memory alone, and ten minutes; `wx.login` gives another in silence. */
export interface Person {
  accessToken: string;
  user: UserProfile;
}

/** How the last person left, for the first page to say so. */
export type Farewell = 'signed-out' | 'deleted';

let current: Person | null = null;
let farewell: Farewell | null = null;
const listeners = new Set<() => void>();

/** Null before anybody signed in, and after signing out. The same object until something changes. */
export function currentPerson(): Person | null {
  return current;
}

/** Null until somebody leaves, and again when somebody signs in. */
export function lastFarewell(): Farewell | null {
  return farewell;
}

/** @returns the way to stop listening */
export function onPersonChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Somebody has proven who they are, here or by scanning a code. */
export function signedIn({ accessToken, user }: MiniProgramSession): void {
  markSignedIn(true);
  farewell = null;
  become({ accessToken, user });
}

/** The person changed their name or picture. */
export function profileChanged({ nickname, avatarUrl }: UserProfile): void {
  if (current) become({ accessToken: current.accessToken, user: { nickname, avatarUrl } });
}

/** Leaves nothing of the person in this program. Their browsers stay signed in, unless the account is gone. */
export function signOut(how: Farewell = 'signed-out'): void {
  markSignedIn(false);
  farewell = how;
  become(null);
}

function become(next: Person | null): void {
  current = next;
  for (const listener of [...listeners]) listener();
}
