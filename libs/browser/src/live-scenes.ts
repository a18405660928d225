import { asSceneSnapshot } from './answers.ts';
import type { ApiClient } from './api-client.ts';
import type { Attempt } from './kept-attempt.ts';

/** The scenes of this page that a phone could still scan. */
export interface LiveScenes {
  add(attempt: Attempt): void;
  /** It has ended, or is another tab's now. */
  drop(attempt: Attempt): void;
  /** Tells the server that nobody waits for it any more. */
  withdraw(attempt: Attempt): void;
  withdrawAll(): void;
  /** Left as they are: a reload or `start()` may take one up. */
  dropAll(): void;
}

/**
 * Withdrawing is best effort: the call outlives the page, and even when it is lost the secret is gone and nobody
 * can be given the scene's tokens.
 */
export function createLiveScenes(api: ApiClient): LiveScenes {
  const live = new Map<string, Attempt>();
  const withdraw = (attempt: Attempt): void => {
    live.delete(attempt.scene);
    void api.call(`/api/scenes/${attempt.scene}/cancel`, asSceneSnapshot, {
      body: { verifier: attempt.verifier },
      keepalive: true,
    });
  };
  return {
    add: (attempt) => void live.set(attempt.scene, attempt),
    drop: (attempt) => void live.delete(attempt.scene),
    withdraw,
    withdrawAll: () => [...live.values()].forEach(withdraw),
    dropAll: () => live.clear(),
  };
}
