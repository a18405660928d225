import { asSceneSnapshot } from '../answers.ts';
import type { ApiClient } from '../api-client.ts';
import type { LoginAttempt } from './login-attempt.ts';

/**
 * Cancels these scenes at the server. Best effort: the call is sent even when the page is left, and when it is lost
 * nobody can get the scene's tokens, because the secret is gone.
 */
export function withdrawScenes(api: ApiClient, attempts: readonly LoginAttempt[]): void {
  const verifiers = new Map(attempts.map(({ scene, verifier }) => [scene, verifier]));
  for (const [scene, verifier] of verifiers)
    void api.call(`/api/scenes/${scene}/cancel`, asSceneSnapshot, { body: { verifier }, keepalive: true });
}
