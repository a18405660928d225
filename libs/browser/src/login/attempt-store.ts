import { asObject } from '../answers.ts';
import { asLoginAttempt, type LoginAttempt } from './login-attempt.ts';

/** The part of `sessionStorage` that is used. */
export interface KeyValueStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** A tab's attempts: the code on its screen, and for a moment the one that it replaced. */
export interface StoredAttempts {
  readonly attempt: LoginAttempt;
  /** Left the screen, and can still be scanned until its end. */
  readonly previous: LoginAttempt | null;
}

/** Where a tab's attempts survive a reload: this tab only, and gone with it. */
export interface AttemptStore {
  read(): StoredAttempts | null;
  write(attempts: StoredAttempts): void;
  clear(): void;
}

const KEY = 'maqiao:attempt';

/**
 * Stores the attempt in a tab's storage, and in memory in case there is none, or it is blocked or full: then a
 * reload begins a new attempt. The stored text is validated: another script of the page may have written it.
 * @param only what the attempts are for, where it is no sign-in of this browser: each has a place of its own
 */
export function createAttemptStore(storage: KeyValueStorage | null, only?: object): AttemptStore {
  const key = KEY + (only ? JSON.stringify(only) : '');
  let inMemory: StoredAttempts | null = null;
  return {
    read() {
      if (inMemory) return inMemory;
      try {
        return parse(storage?.getItem(key) ?? null);
      } catch {
        return null;
      }
    },
    write(attempts) {
      inMemory = attempts;
      try {
        storage?.setItem(key, JSON.stringify(attempts));
      } catch {
        // Only the copy in memory is left.
      }
    },
    clear() {
      inMemory = null;
      try {
        storage?.removeItem(key);
      } catch {
        // Blocked: then nothing was stored either.
      }
    },
  };
}

function parse(text: string | null): StoredAttempts | null {
  if (text === null) return null;
  const fields = asObject(JSON.parse(text) as unknown);
  const attempt = asLoginAttempt(fields?.attempt);
  return attempt && { attempt, previous: asLoginAttempt(fields?.previous) };
}
