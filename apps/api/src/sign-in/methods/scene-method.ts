import type { SceneCode } from '@maqiao/shared';

/** A live session of the browser. */
interface BrowserSession {
  sid: string;
  userId: string;
}

/** The browser that wants a code. */
export interface AskingBrowser {
  /**
   * The session that it is signed in with; undefined when there is none. Call it only when needed: it reads the
   * database.
   */
  livingSession(): Promise<BrowserSession | undefined>;
}

/**
 * A sign-in method whose person acts on a scene from another device. Everything else about a scene is the same for all
 * of them (`sign-in/scenes`): who asks, the number, confirm and reject, delivery.
 */
export interface SceneMethod {
  /** As in `POST /api/scenes` and in every scene: it never changes once it has been released. */
  readonly id: string;
  readonly kind: 'scene';
  /**
   * Makes what the browser shows for a new scene. Nothing is stored yet: a failure costs the browser another try.
   * @throws ApiError `rate_limited` when the method can make no more codes now, or the error of its provider
   */
  makeCode(scene: string, browser: AskingBrowser): Promise<SceneCode>;
}
