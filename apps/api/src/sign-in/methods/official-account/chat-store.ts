import type { PurposeKind } from '@maqiao/shared';

/** A scene that a person was asked about in the chat. */
export interface Question {
  readonly scene: string;
  /** Whom the account has identified them as. */
  readonly userId: string;
  /** What the scene is for, where it signs nobody in. */
  readonly purpose?: PurposeKind | undefined;
}

/**
 * What the account's chats are about: for each openid its newest question, and for six digits the scene that they stand
 * for. Every implementation promises this, tested by one suite: each method is atomic; what has ended is not found; it
 * answers within a bounded time, and throws ApiError `unavailable` while its store is away.
 */
export abstract class ChatStore {
  /** Makes a question the newest of an openid. @returns the one before, while it lasts */
  abstract ask(openid: string, question: Question, lifetimeMs: number): Promise<Question | undefined>;

  abstract newest(openid: string): Promise<Question | undefined>;

  /** The question has been answered. A newer one stays. */
  abstract close(openid: string, question: Question): Promise<void>;

  /** Lets digits stand for a scene. @returns false while they stand for another */
  abstract reserve(digits: string, scene: string, lifetimeMs: number): Promise<boolean>;

  abstract sceneOf(digits: string): Promise<string | undefined>;
}
