import type { SessionEndReason } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import type { SessionEndListener } from './session.ts';

/**
 * Tells the sockets of a session that it has ended, on whichever instance they are. Promises: every listener
 * that is subscribed when `publish` is called is told, within a second, at least once. A lost telling costs no
 * security: the session is checked at every call.
 */
export abstract class SessionEndings {
  abstract publish(sid: string, reason: SessionEndReason): void;

  /** @returns ends the subscription */
  abstract subscribe(listener: SessionEndListener): () => void;

  /** Tells when endings may have been lost: whoever listens looks at its sessions again. @returns ends it */
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

  /** Never: they do not leave this process. */
  override onLost(): () => void {
    return () => undefined;
  }
}
