import { BASE64URL_ALPHABET, encodeBase64url } from './base64url.ts';
import { sha256 } from './sha256.ts';

/**
 * A scene name: 6 base64url digits of the Unix time in seconds, then 26 characters (156 bits) of
 * base64url(SHA-256(time "." verifier)). 32 characters: WeChat's limit for the scene of a mini-program code.
 */
export const SCENE_PATTERN = /^[A-Za-z0-9_-]{32}$/;

/**
 * A verifier has the form of a PKCE `code_verifier` made from 32 random bytes (RFC 7636 §4.1), in its one canonical
 * spelling: the last character carries four bits, and the two behind them are zero (RFC 4648 §3.5).
 */
export const VERIFIER_PATTERN = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** How far the time inside a name may be from the server's when it is registered. Exclusive. */
export const SCENE_CLOCK_TOLERANCE_MS = 60_000;

const TIME_DIGITS = 6;
const HASH_CHARACTERS = 26;

/** The one source of randomness that is accepted: Web Crypto's `crypto`, in browsers and in Node. */
export interface RandomSource {
  getRandomValues(array: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
}

/**
 * Makes the browser's secret: 43 characters, base64url of 32 random bytes (RFC 7636 §4.1).
 * @throws Error when there is no cryptographic source: a guessable verifier is worse than no login.
 */
export function createVerifier(random: RandomSource | undefined): string {
  if (typeof random?.getRandomValues !== 'function') {
    throw new Error('No cryptographic randomness here (crypto.getRandomValues)');
  }
  return encodeBase64url(random.getRandomValues(new Uint8Array(32)));
}

/**
 * Makes the public name of one login attempt from its secret.
 * @param verifier 43 characters as made by {@link createVerifier}
 * @param nowMs the server's Unix time in milliseconds, as well as the caller knows it
 */
export function createSceneName(verifier: string, nowMs: number): string {
  const time = encodeTime(Math.floor(nowMs / 1000));
  return time + hashPart(time, verifier);
}

/**
 * Whether the verifier is the one this name was made from. False for anything malformed; compares in constant time.
 * @param digest base64url of SHA-256, where the platform has one that is quicker than our own
 */
export function sceneMatchesVerifier(scene: string, verifier: string, digest = digestOf): boolean {
  if (!SCENE_PATTERN.test(scene) || !VERIFIER_PATTERN.test(verifier)) return false;
  const expected = hashPart(scene.slice(0, TIME_DIGITS), verifier, digest);
  let difference = 0;
  for (let i = 0; i < HASH_CHARACTERS; i++) {
    difference |= expected.charCodeAt(i) ^ scene.charCodeAt(TIME_DIGITS + i);
  }
  return difference === 0;
}

/** The Unix time in milliseconds that a well-formed name carries. */
export function sceneTime(scene: string): number {
  let seconds = 0;
  for (const digit of scene.slice(0, TIME_DIGITS)) seconds = seconds * 64 + BASE64URL_ALPHABET.indexOf(digit);
  return seconds * 1000;
}

/** Whether a name may be registered now: its time is less than a minute from `nowMs`, in either direction. */
export function sceneIsFresh(scene: string, nowMs: number): boolean {
  return Math.abs(sceneTime(scene) - nowMs) < SCENE_CLOCK_TOLERANCE_MS;
}

function encodeTime(seconds: number): string {
  let rest = seconds;
  let digits = '';
  for (let i = 0; i < TIME_DIGITS; i++) {
    digits = BASE64URL_ALPHABET.charAt(rest % 64) + digits;
    rest = Math.floor(rest / 64);
  }
  return digits;
}

function hashPart(time: string, verifier: string, digest = digestOf): string {
  return digest(`${time}.${verifier}`).slice(0, HASH_CHARACTERS);
}

function digestOf(ascii: string): string {
  return encodeBase64url(sha256(ascii));
}
