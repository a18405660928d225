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

/** What a tab has in hand: the code on its screen, and for a moment the one that gave way to it. */
export interface InHand {
  attempt: Attempt;
  /** Left the screen, and can still be scanned until its end. */
  former: Attempt | null;
}

/** Where what is in hand survives a reload: this tab only, and gone with it. */
export interface KeptAttempts {
  read(): InHand | null;
  keep(attempt: Attempt, former?: Attempt | null): void;
  forget(): void;
}

const KEY = 'maqiao:attempt';

/**
 * Keeps the attempt in a tab's storage, and in memory in case there is none, or it is blocked or full: then only a
 * reload begins anew. What is read from storage is checked whole: another script of the page may have written it.
 */
export function createKeptAttempts(storage: KeyValueStorage | null): KeptAttempts {
  let inHand: InHand | null = null;
  return {
    read() {
      if (inHand) return copyOf(inHand);
      try {
        return parse(storage?.getItem(KEY) ?? null);
      } catch {
        return null;
      }
    },
    keep(attempt, former = null) {
      inHand = copyOf({ attempt, former });
      try {
        storage?.setItem(KEY, JSON.stringify(inHand));
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

function copyOf({ attempt, former }: InHand): InHand {
  return { attempt: { ...attempt }, former: former && { ...former } };
}

function parse(text: string | null): InHand | null {
  if (text === null) return null;
  const fields = asObject(JSON.parse(text) as unknown);
  const attempt = asAttempt(fields?.attempt);
  return attempt && { attempt, former: asAttempt(fields?.former) };
}

function asAttempt(value: unknown): Attempt | null {
  const fields = asObject(value);
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
