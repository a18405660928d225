import { sceneMatchesVerifier, type SceneCode, type SceneSnapshot } from '@maqiao/shared';
import { asObject, asSceneCode } from '../answers.ts';

/** One code and its scene, with the browser's secret. */
export interface LoginAttempt {
  readonly scene: string;
  readonly verifier: string;
  /** What people scan or send, as the method has it. */
  readonly code: SceneCode;
  /** Seconds between polls. */
  readonly interval: number;
  /** How long the code lives in all, in milliseconds. */
  readonly lifetimeMs: number;
  /** When its last known state ends, in the server's Unix milliseconds. */
  readonly expiresAt: number;
  /** Server's clock minus this device's, in milliseconds. */
  readonly offsetMs: number;
}

/** An attempt that was just registered, with what the server answered. */
export interface RegisteredAttempt {
  readonly attempt: LoginAttempt;
  readonly snapshot: SceneSnapshot;
}

/** Reads an attempt that was stored; null when it is not whole, or when the secret is not that of the scene. */
export function asLoginAttempt(value: unknown): LoginAttempt | null {
  const fields = asObject(value);
  const code = asSceneCode(fields?.code);
  if (!fields || !code) return null;
  const { scene, verifier, interval, lifetimeMs, expiresAt, offsetMs } = fields;
  if (typeof scene !== 'string' || typeof verifier !== 'string') return null;
  if (!sceneMatchesVerifier(scene, verifier)) return null;
  if (!isPositive(interval) || !isPositive(lifetimeMs) || !isPositive(expiresAt)) return null;
  if (typeof offsetMs !== 'number' || !Number.isFinite(offsetMs)) return null;
  return { scene, verifier, code, interval, lifetimeMs, expiresAt, offsetMs };
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
