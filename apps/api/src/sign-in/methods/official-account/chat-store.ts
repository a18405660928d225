import type { PurposeKind } from '@maqiao/shared';

/** A scene that a person was asked about in the chat. */
export type Question = ChatQuestion | PageQuestion;

/** It is answered in the chat. */
export interface ChatQuestion {
  readonly scene: string;
  /** Whom the account has identified them as. */
  readonly userId: string;
  /** What the scene is for, where it signs nobody in. */
  readonly purpose?: PurposeKind | undefined;
}

/** It is answered on the confirm page that the chat leads to. */
export interface PageQuestion {
  readonly scene: string;
  /** Id of the page. */
  readonly page: string;
}

/** What a confirm page is about, by its id: 128 random bits as 32 letters and digits, which prove nothing. */
export interface ConfirmPage {
  readonly scene: string;
  /** Id of the scene's method. */
  readonly method: 'official-account' | 'message';
  /** Who was sent the link. Nobody else may act on the page. */
  readonly openid: string;
  /** The scene's scanner, as scenes name them, once the openid has opened the page. */
  readonly person?: string;
}

/**
 * What the account's chats are about: for each openid its newest question, for a confirm page its scene, and for six
 * digits the scene that they stand for. Every implementation promises this, tested by one suite: each method is atomic;
 * what has ended is not found; it answers within a bounded time, and throws ApiError `unavailable` while its store is
 * away.
 */
export abstract class ChatStore {
  /** Makes a question the newest of an openid. @returns the one before, while it lasts */
  abstract ask(openid: string, question: Question, lifetimeMs: number): Promise<Question | undefined>;

  abstract newest(openid: string): Promise<Question | undefined>;

  /** The question has been answered. A newer one stays. */
  abstract close(openid: string, question: Question): Promise<void>;

  /** Makes a page, or replaces what it is about. */
  abstract keepPage(id: string, page: ConfirmPage, lifetimeMs: number): Promise<void>;

  abstract page(id: string): Promise<ConfirmPage | undefined>;

  /** Lets digits stand for a scene. @returns false while they stand for another */
  abstract reserve(digits: string, scene: string, lifetimeMs: number): Promise<boolean>;

  abstract sceneOf(digits: string): Promise<string | undefined>;
}
