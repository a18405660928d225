import type { Clock } from '../clock.ts';

/** A link in a chat with a title, a description and a picture. */
export interface Article {
  readonly title: string;
  readonly description: string;
  readonly pictureUrl: string;
  readonly url: string;
}

/** What stands in the chat of a person with the account. */
export type ChatEntry =
  /** What the person typed. */
  | { readonly from: 'person'; readonly kind: 'text'; readonly text: string }
  /** What the person did, with its EventKey. */
  | { readonly from: 'person'; readonly kind: 'event'; readonly event: PushEvent; readonly key: string }
  /** What the account answered. A text may hold `<a href="…">` links, as in WeChat. */
  | { readonly from: 'account'; readonly kind: 'text'; readonly text: string }
  | { readonly from: 'account'; readonly kind: 'news'; readonly articles: readonly Article[] }
  /** The account gave no answer that WeChat understands; `reason` says why (the person does not see it). */
  | { readonly from: 'wechat'; readonly kind: 'unavailable'; readonly reason: string };

export type PushEvent = 'subscribe' | 'SCAN' | 'unsubscribe' | 'CLICK' | 'VIEW';

/** ISO 8601 in UTC, on the simulator's clock. */
export type ChatMessage = ChatEntry & { readonly time: string };

/** The chats of all people with the account, each in its order. */
export class Chats {
  readonly #clock: Clock;
  readonly #chats = new Map<string, ChatMessage[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(personId: string, entry: ChatEntry): void {
    const message = { ...entry, time: new Date(this.#clock.now()).toISOString() };
    this.#chats.set(personId, [...this.of(personId), message]);
  }

  of(personId: string): readonly ChatMessage[] {
    return this.#chats.get(personId) ?? [];
  }

  reset(): void {
    this.#chats.clear();
  }
}
