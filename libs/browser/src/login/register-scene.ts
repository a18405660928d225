import {
  createSceneName,
  createVerifier,
  type ErrorCode,
  type RandomSource,
  type SceneWithVerifier,
} from '@maqiao/shared';
import { asRegistration, asSceneCode } from '../answers.ts';
import type { ApiClient } from '../api-client.ts';
import type { ClockOffset } from '../clock-offset.ts';
import type { AnswerOptions } from '../options.ts';
import type { LoginAttempt, RegisteredAttempt } from './login-attempt.ts';

/** The API may be waiting for WeChat to draw the picture. */
const REGISTER_TIMEOUT_MS = 20_000;

/** RFC 8628 §3.5: five seconds when the server names no interval. */
const DEFAULT_INTERVAL_SECONDS = 5;

export type Registration =
  | ({ kind: 'registered' } & RegisteredAttempt)
  | { kind: 'refused'; code: ErrorCode }
  | { kind: 'unreachable' };

export interface RegisterSceneOptions {
  api: ApiClient;
  clock: ClockOffset;
  random: RandomSource | undefined;
  display: 'screen' | 'same-phone';
  /** How people sign in; undefined: the first that the server offers. */
  method?: string | undefined;
  /** The code that this one follows: the server counts it as a renewal, and not as a new visitor. */
  replaces: SceneWithVerifier | null;
  /** What the confirm answers, where that is no sign-in of this browser. */
  answers?: AnswerOptions | undefined;
  signal: AbortSignal;
}

/**
 * Makes a secret and its scene and asks for the picture. When this device's clock is off, the name is made once
 * more in the server's time. A lost answer is never repeated with the same name: the picture comes only once. A method
 * that the server does not offer any more gives way to its first.
 */
export async function registerScene(options: RegisterSceneOptions): Promise<Registration> {
  const { api, clock, random, display, replaces, answers, signal } = options;
  let { method } = options;
  let verifier: string;
  try {
    verifier = createVerifier(random);
  } catch {
    return { kind: 'refused', code: 'internal' };
  }
  for (let corrected = false; ;) {
    const scene = createSceneName(verifier, clock.serverNow());
    const body = {
      scene,
      ...(display === 'same-phone' && { display }),
      ...(method !== undefined && { method }),
      ...(replaces && { replaces: { scene: replaces.scene, verifier: replaces.verifier } }),
      ...answers?.asked,
    };
    const answer = await api.call('/api/scenes', asRegistration, {
      body,
      timeoutMs: REGISTER_TIMEOUT_MS,
      signal,
    });
    if (answer.kind === 'unreachable') return answer;
    if (answer.kind === 'problem') {
      if (answer.code === 'invalid_request' && method !== undefined) method = undefined;
      else if (answer.code === 'scene_clock' && !corrected) {
        corrected = true;
        const { now } = answer.problem;
        clock.learn(typeof now === 'string' ? now : undefined);
      } else return { kind: 'refused', code: answer.code };
      continue;
    }
    const { interval, ...snapshot } = answer.body;
    const code = asSceneCode(snapshot);
    if (!code || snapshot.scene !== scene) return { kind: 'refused', code: 'internal' };
    clock.learn(snapshot.now);
    const expiresAt = Date.parse(snapshot.expiresAt);
    const attempt: LoginAttempt = {
      scene,
      verifier,
      code,
      interval: interval !== undefined && interval > 0 ? interval : DEFAULT_INTERVAL_SECONDS,
      lifetimeMs: Math.max(1000, expiresAt - Date.parse(snapshot.now)),
      expiresAt,
      offsetMs: clock.offsetMs(),
    };
    return { kind: 'registered', attempt, snapshot };
  }
}
