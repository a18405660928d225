import type { RequestingClient } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { ApiError } from '../platform/http/api-error.ts';
import type { Session } from '../sessions/session.ts';

/** An authorization request of a client that waits for its person. */
export interface Interaction {
  readonly uid: string;
  readonly client: RequestingClient;
  /** A living session is not enough: the person has to prove anew who they are. */
  readonly wantsProof: boolean;
  /** It comes from a device without a browser: nothing is known of who holds it. */
  readonly isDevice: boolean;
}

/** Who can tell of interactions, and finish them: the doors for clients. */
export interface InteractionHandler {
  /** @throws ApiError `interaction_expired`, `interaction_elsewhere` */
  find(uid: string, cookieHeader: string | undefined): Promise<Interaction>;
  /**
   * The person has agreed: by the confirm on the phone, which names the client.
   * @returns where the browser goes next
   * @throws ApiError `interaction_expired`, `interaction_elsewhere`
   */
  finish(uid: string, cookieHeader: string | undefined, session: Session): Promise<string>;
}

/** What signing in has to do with clients. Nothing here knows how they ask. */
@Injectable()
export class Interactions {
  #handler: InteractionHandler | undefined;

  /** Given once, at the start, by the feature that has clients. */
  handleWith(handler: InteractionHandler): void {
    this.#handler = handler;
  }

  find(uid: string, cookieHeader: string | undefined): Promise<Interaction> {
    return this.#required().find(uid, cookieHeader);
  }

  finish(uid: string, cookieHeader: string | undefined, session: Session): Promise<string> {
    return this.#required().finish(uid, cookieHeader, session);
  }

  #required(): InteractionHandler {
    if (this.#handler === undefined) throw new ApiError('interaction_expired');
    return this.#handler;
  }
}
