import type { RequestingClient } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { ApiError } from '../platform/http/api-error.ts';
import type { Session } from '../sessions/session.ts';

/** A request of a client that waits for its person. */
export interface Interaction {
  readonly uid: string;
  /** As it is registered; of a protected site, its host. */
  readonly clientId: string;
  readonly client: RequestingClient;
  /** A living session is not enough: the person has to prove anew who they are. */
  readonly wantsProof: boolean;
  /** It comes from a device without a browser: nothing is known of who holds it. */
  readonly isDevice: boolean;
}

/**
 * Who can tell of interactions, and finish them: a door for clients. Every method throws ApiError `interaction_expired`,
 * and `interaction_elsewhere` in a browser in which the interaction has not begun.
 */
export interface InteractionHandler {
  /** The form of its ids, which no other handler's have; without one it is asked for all others. */
  readonly uids?: RegExp;
  find(uid: string, cookieHeader: string | undefined): Promise<Interaction>;
  /**
   * The person has agreed: by the confirm on the phone, which names the client.
   * @returns where the browser goes next
   */
  finish(uid: string, cookieHeader: string | undefined, session: Session): Promise<string>;
  /**
   * Without a fresh proof: the person who is signed in here agrees on the page.
   * @returns where the browser goes next
   * @throws ApiError `fresh_sign_in_needed` where that is not enough
   */
  goOn(uid: string, cookieHeader: string | undefined, session: Session): Promise<string>;
  /**
   * The person has proven who they are, by a method that has not told them of the client: they are asked on the page,
   * unless they have agreed before.
   * @returns where the browser goes next
   */
  prove(uid: string, cookieHeader: string | undefined, session: Session): Promise<string>;
  /** The person does not want to. @returns where the browser goes next */
  deny(uid: string, cookieHeader: string | undefined): Promise<string>;
  /** The person has taken back the confirm that it was finished with: what does not end with the session ends here. */
  takeBack?(uid: string): Promise<void>;
}

/** What signing in has to do with clients. Nothing here knows how they ask. */
@Injectable()
export class Interactions implements InteractionHandler {
  readonly #handlers: InteractionHandler[] = [];

  /** Given at the start, by each feature that has clients. */
  handleWith(handler: InteractionHandler): void {
    this.#handlers.push(handler);
  }

  async find(uid: string, cookieHeader: string | undefined): Promise<Interaction> {
    return this.#handlerOf(uid).find(uid, cookieHeader);
  }

  async finish(uid: string, cookieHeader: string | undefined, session: Session): Promise<string> {
    return this.#handlerOf(uid).finish(uid, cookieHeader, session);
  }

  async goOn(uid: string, cookieHeader: string | undefined, session: Session): Promise<string> {
    return this.#handlerOf(uid).goOn(uid, cookieHeader, session);
  }

  async prove(uid: string, cookieHeader: string | undefined, session: Session): Promise<string> {
    return this.#handlerOf(uid).prove(uid, cookieHeader, session);
  }

  async deny(uid: string, cookieHeader: string | undefined): Promise<string> {
    return this.#handlerOf(uid).deny(uid, cookieHeader);
  }

  async takeBack(uid: string): Promise<void> {
    await this.#handlerOf(uid).takeBack?.(uid);
  }

  #handlerOf(uid: string): InteractionHandler {
    const handler =
      this.#handlers.find(({ uids }) => uids?.test(uid)) ??
      this.#handlers.find(({ uids }) => uids === undefined);
    if (handler === undefined) throw new ApiError('interaction_expired');
    return handler;
  }
}
