/** Which way to sign in this browser has chosen; storage may be blocked, then nothing is remembered. */
const KEY = 'maqiao:method';

export function rememberedMethod(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

export function rememberMethod(id: string): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // Asked again the next time.
  }
}
