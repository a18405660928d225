import type { SceneRecord } from '@maqiao/shared';
import { Injectable, Logger } from '@nestjs/common';
import { toApiError } from '../../platform/http/problem.ts';
import { withRequestId } from '../../platform/logging/request-context.ts';
import { LoginDelivery } from './login-delivery.ts';
import { SceneStore } from './store/scene-store.ts';
import type { WaitingBrowser } from './waiting-browser.ts';

/**
 * Pushes the login of a confirmed scene to the socket of its browser: the table's `deliver`, and `acknowledge` when the
 * browser has it. What is done for a socket is logged under the socket's own id, and not under that of the call which
 * set it off.
 */
@Injectable()
export class LoginPush {
  readonly #logger = new Logger('LoginPush');

  constructor(
    private readonly store: SceneStore,
    private readonly delivery: LoginDelivery,
  ) {}

  /**
   * Pushes once for each socket. After a failure the next call tries again.
   * @param known a confirmed scene, as it was read or notified
   * @param justCommitted whether `known` is a notification. That is the state at the moment of the write, and need not be
   * checked again: a connection that is silent for seconds is closed with all that was on it, and a call that
   * revokes the session meanwhile finds it by its sid. A record that was read may be older.
   */
  push(browser: WaitingBrowser, known: Readonly<SceneRecord>, justCommitted: boolean): Promise<void> {
    return withRequestId(browser.requestId, () => this.#push(browser, known, justCommitted));
  }

  async #push(browser: WaitingBrowser, known: Readonly<SceneRecord>, justCommitted: boolean): Promise<void> {
    if (browser.delivering) return;
    browser.delivering = true;
    try {
      const record = justCommitted ? known : await this.#stillConfirmed(browser.scene);
      // An interaction is finished by the claim alone, which proves the browser that began it.
      if (!record || record.browser.interaction !== undefined) return;
      if (record.browser.purpose !== undefined) return; // nobody is signed in by it
      const login = await this.delivery.deliver(record, 'push');
      browser.socket.emit('login', login, () => void this.#acknowledge(browser));
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.code === 'access_denied') return; // revoked meanwhile: a snapshot with that state follows
      browser.delivering = false; // recovery tries again until the delivery deadline
      this.#logger.error({ code: error.code, hint: error.operatorHint, err: error.cause ?? error });
    }
  }

  async #stillConfirmed(scene: string): Promise<Readonly<SceneRecord> | undefined> {
    const { answer, record } = await this.store.apply(scene, { event: 'deliver' });
    return answer === 'ok' ? record : undefined;
  }

  async #acknowledge({ scene, requestId }: WaitingBrowser): Promise<void> {
    try {
      await withRequestId(requestId, () => this.store.apply(scene, { event: 'acknowledge' }));
    } catch (thrown) {
      // Without it the login comes again on reconnect, and finds the same session.
      this.#logger.warn({ code: toApiError(thrown).code, event: 'acknowledge' });
    }
  }
}
