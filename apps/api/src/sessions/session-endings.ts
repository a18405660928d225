import type { SessionEndReason } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import type { SessionEndListener } from './session.ts';

/**
 * Notifies the sockets of a session, on all instances, that it has ended. Every listener that is subscribed
 * when `publish` is called is called within a second, at least once. A lost notification is no security
 * problem: the session is checked at every call.
 */
export abstract class SessionEndings {
  abstract publish(sid: string, reason: SessionEndReason): void;

  /** @returns ends the subscription */
  abstract subscribe(listener: SessionEndListener): () => void;

  /**
   * Calls the listener when endings may have been lost: it has to read its sessions again.
   * @returns ends the subscription
   */
  abstract onLost(listener: () => void): () => void;
}

/** For one process: listeners are called before `publish` returns. */
@Injectable()
export class LocalSessionEndings extends SessionEndings {
  readonly #listeners = new Set<SessionEndListener>();

  override publish(sid: string, reason: SessionEndReason): void {
    for (const listener of this.#listeners) listener(sid, reason);
  }

  override subscribe(listener: SessionEndListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Never called: nothing is lost within one process. */
  override onLost(): () => void {
    return () => undefined;
  }
}
