/** What this browser remembers of passkeys: that one was used or made here, or that the person wants none. */
export type RememberedPasskey = 'used' | 'declined';

const KEY = 'maqiao:passkey';

/** Null for nothing, also where storage is blocked. */
export function rememberedPasskey(): RememberedPasskey | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'used' || value === 'declined' ? value : null;
  } catch {
    return null;
  }
}

export function rememberPasskey(what: RememberedPasskey): void {
  try {
    localStorage.setItem(KEY, what);
  } catch {
    // Asked again the next time.
  }
}
