import { asSceneSnapshot } from '../answers.ts';
import type { ApiClient } from '../api-client.ts';
import type { LoginAttempt } from './login-attempt.ts';

/**
 * Tells the server that nobody waits for these scenes any more. Best effort: the call outlives the page, and even when
 * it is lost the secret is gone and nobody can be given the scene's tokens.
 */
export function withdrawScenes(api: ApiClient, attempts: readonly LoginAttempt[]): void {
  const verifiers = new Map(attempts.map(({ scene, verifier }) => [scene, verifier]));
  for (const [scene, verifier] of verifiers)
    void api.call(`/api/scenes/${scene}/cancel`, asSceneSnapshot, { body: { verifier }, keepalive: true });
}
