import { sceneMatchesVerifier, type Wxacode } from '@maqiao/shared';
import { asObject, asWxacode } from './answers.ts';

/** The part of `sessionStorage` that is used. */
export interface KeyValueStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** One login attempt, with its secret. */
export interface Attempt {
  scene: string;
  verifier: string;
  wxacode: Wxacode;
  /** Seconds between polls. */
  interval: number;
  /** How long the code lives in all, in milliseconds. */
  lifetimeMs: number;
  /** Server's Unix milliseconds at which what was last seen of it ends. */
  expiresAt: number;
  /** Server's clock minus this device's, in milliseconds. */
  offsetMs: number;
}

/** Where the attempt in hand survives a reload: this tab only, and gone with it. */
export interface KeptAttempts {
  read(): Attempt | null;
  keep(attempt: Attempt): void;
  forget(): void;
}

const KEY = 'maqiao:attempt';

/**
 * Keeps the attempt in a tab's storage, and in memory in case there is none, or it is blocked or full: then only a
 * reload begins anew. What is read from storage is checked whole: another script of the page may have written it.
 */
export function createKeptAttempts(storage: KeyValueStorage | null): KeptAttempts {
  let inHand: Attempt | null = null;
  return {
    read() {
      if (inHand) return { ...inHand };
      try {
        return parse(storage?.getItem(KEY) ?? null);
      } catch {
        return null;
      }
    },
    keep(attempt) {
      inHand = { ...attempt };
      try {
        storage?.setItem(KEY, JSON.stringify(attempt));
      } catch {
        // The copy in memory has to do.
      }
    },
    forget() {
      inHand = null;
      try {
        storage?.removeItem(KEY);
      } catch {
        // Blocked: then nothing was kept either.
      }
    },
  };
}

function parse(text: string | null): Attempt | null {
  if (text === null) return null;
  const fields = asObject(JSON.parse(text) as unknown);
  const wxacode = asWxacode(fields?.wxacode);
  if (!fields || !wxacode) return null;
  const { scene, verifier, interval, lifetimeMs, expiresAt, offsetMs } = fields;
  if (typeof scene !== 'string' || typeof verifier !== 'string') return null;
  if (!sceneMatchesVerifier(scene, verifier)) return null;
  if (!isPositive(interval) || !isPositive(lifetimeMs) || !isPositive(expiresAt)) return null;
  if (typeof offsetMs !== 'number' || !Number.isFinite(offsetMs)) return null;
  return { scene, verifier, wxacode, interval, lifetimeMs, expiresAt, offsetMs };
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
