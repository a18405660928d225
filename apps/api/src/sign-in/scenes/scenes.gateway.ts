import { Logger, type OnModuleDestroy } from '@nestjs/common';
import {
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import { sceneHandshake } from '@maqiao/shared/schemas';
import type { ErrorCode, SceneRecord } from '@maqiao/shared';
import { ApiError } from '../../platform/http/api-error.ts';
import { ClockWatch } from '../../platform/clock/clock-watch.ts';
import { discardRequest } from '../../platform/sockets/discard-request.ts';
import { handshakeRefusal } from '../../platform/sockets/handshake-refusal.ts';
import { toApiError } from '../../platform/http/problem.ts';
import { SceneNotifications, type SceneNotification } from './notifications/scene-notifications.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';
import { SceneStore } from './store/scene-store.ts';
import { LoginPush } from './login-push.ts';
import { acceptedRecord } from './accepted-record.ts';
import { proveVerifier } from './own-verifier.ts';
import { sceneView } from './scene-view.ts';
import {
  timeToNextChange,
  WaitingBrowser,
  type WaitingNamespace,
  type WaitingSocket,
} from './waiting-browser.ts';

/** How often scanned and confirmed scenes are read again, in case a notification was lost or a delivery failed. */
const RECOVER_EVERY_MS = 5_000;

/** Scenes that are read at once when all are read again, so that other work goes on. */
const READS_AT_ONCE = 100;

/**
 * The namespace `/scenes`: each waiting browser is sent every change of its scene, expiry included, and its login. It
 * listens for no events: a gateway without handlers costs less for each waiting browser.
 */
@WebSocketGateway({ namespace: '/scenes' })
export class ScenesGateway
  implements
    OnGatewayInit<WaitingNamespace>,
    OnGatewayConnection<WaitingSocket>,
    OnGatewayDisconnect<WaitingSocket>,
    OnModuleDestroy
{
  readonly #logger = new Logger('ScenesGateway');
  readonly #waiting = new Map<string, WaitingBrowser>();
  /** One function for all timers, to save the memory of a closure for each browser. */
  readonly #wake = (browser: WaitingBrowser): void => void this.#readAgain(browser);
  #recovery: NodeJS.Timeout | undefined;
  #recovering = false;
  #unwatch: (() => void) | undefined;

  constructor(
    private readonly store: SceneStore,
    private readonly notifications: SceneNotifications,
    private readonly loginPush: LoginPush,
    private readonly metrics: Metrics,
    private readonly clockWatch: ClockWatch,
  ) {}

  afterInit(namespace: WaitingNamespace): void {
    // handleConnection runs after the socket was accepted: a handshake can only be refused here.
    namespace.use((socket, next) => {
      this.#admit(socket).then(
        () => next(),
        (thrown: unknown) => next(this.#refusal(thrown)),
      );
    });
    this.notifications.listen((notification) => this.#onNotification(notification));
    this.notifications.onLost(() => void this.#readAllAgain([...this.#waiting.values()]));
    // Timers stop while a machine sleeps: what has expired meanwhile is sent now.
    this.#unwatch = this.clockWatch.onJump(() => void this.#readAllAgain([...this.#waiting.values()]));
    this.#recovery = setInterval(() => void this.#recover(), RECOVER_EVERY_MS).unref();
  }

  handleConnection(socket: WaitingSocket): void {
    const { browser } = socket.data;
    browser.connected = true;
    discardRequest(socket);
    this.metrics.waitingBrowsers.set(this.#waiting.size);
    this.#show(browser);
  }

  handleDisconnect(socket: WaitingSocket): void {
    this.#forget(socket.data.browser);
  }

  onModuleDestroy(): void {
    clearInterval(this.#recovery);
    this.#unwatch?.();
    for (const browser of this.#waiting.values()) clearTimeout(browser.timer);
    this.#waiting.clear();
  }

  /**
   * Checks the verifier, then makes this instance the scene's holder. The browser is added before the store is
   * asked, so that a confirm in the same millisecond finds it here.
   */
  async #admit(socket: WaitingSocket): Promise<void> {
    const auth = sceneHandshake.safeParse(socket.handshake.auth);
    socket.handshake.auth = {}; // the verifier is not kept
    if (!auth.success) throw new ApiError('invalid_request');
    const { scene, verifier } = auth.data;
    proveVerifier(scene, verifier);

    const browser = new WaitingBrowser(socket, scene);
    socket.data.browser = browser;
    const older = this.#waiting.get(scene);
    this.#waiting.set(scene, browser);
    try {
      const holder = this.notifications.instance;
      const outcome = await this.store.apply(scene, { event: 'watch', holder });
      browser.update(acceptedRecord(outcome), outcome.now);
      browser.held = true;
    } catch (error) {
      if (older && this.#waiting.get(scene) === browser) this.#waiting.set(scene, older);
      else this.#forget(browser);
      throw error;
    }
    if (older) this.#close(older, 'replaced');
  }

  #refusal(thrown: unknown): Error {
    const error = toApiError(thrown);
    if (error.status >= 500) {
      this.#logger.error({ code: error.code, hint: error.operatorHint, err: error.cause ?? error });
    }
    return handshakeRefusal(error.code);
  }

  #onNotification({ record, now }: SceneNotification): void {
    const browser = this.#waiting.get(record.scene);
    // Another instance holds the browser now, or held it before it came back. Only the store knows.
    if (browser && record.holder !== this.notifications.instance) return void this.#readAgain(browser);
    if (browser?.update(record, now) && browser.connected) this.#show(browser, { justCommitted: true });
  }

  /** Sends the latest snapshot, watches for its deadline, and pushes the login of a confirmed scene. */
  #show(browser: WaitingBrowser, { justCommitted = false } = {}): void {
    const { record, now, socket } = browser;
    if (!record) return;
    socket.emit('scene', sceneView(record, now, 'browser'));
    this.#readAgainIn(browser, timeToNextChange(record, now));
    if (record.status === 'confirmed') void this.loginPush.push(browser, record, justCommitted);
  }

  async #readAgain(browser: WaitingBrowser): Promise<void> {
    if (this.#waiting.get(browser.scene) !== browser) return;
    try {
      const { held } = browser; // read before the call: while the browser is being admitted, another instance is still the holder
      const { record, now } = await this.store.read(browser.scene);
      if (this.#waiting.get(browser.scene) !== browser) return;
      if (held && record && this.#isHeldElsewhere(record)) return this.#close(browser, 'replaced');
      if (!record) return held ? this.#close(browser, 'scene_expired') : undefined;
      if (browser.update(record, now)) {
        if (browser.connected) this.#show(browser);
        return;
      }
      this.#readAgainIn(browser, timeToNextChange(record, now));
      if (record.status === 'confirmed' && browser.connected)
        await this.loginPush.push(browser, record, false);
    } catch (thrown) {
      this.#logger.warn({ code: toApiError(thrown).code, event: 'read' });
      this.#readAgainIn(browser, RECOVER_EVERY_MS); // its expiry has to be sent too
    }
  }

  #readAgainIn(browser: WaitingBrowser, milliseconds: number): void {
    clearTimeout(browser.timer);
    if (this.#waiting.get(browser.scene) !== browser) return;
    browser.timer = setTimeout(this.#wake, Math.max(1, milliseconds), browser).unref();
  }

  async #readAllAgain(browsers: readonly WaitingBrowser[]): Promise<void> {
    for (let first = 0; first < browsers.length; first += READS_AT_ONCE) {
      await Promise.all(
        browsers.slice(first, first + READS_AT_ONCE).map((browser) => this.#readAgain(browser)),
      );
    }
  }

  async #recover(): Promise<void> {
    if (this.#recovering) return; // a slow store is not asked again before it answers
    this.#recovering = true;
    const due: WaitingBrowser[] = [];
    for (const browser of this.#waiting.values()) {
      const status = browser.record?.status;
      if (browser.socket.conn.readyState !== 'open') this.#forget(browser);
      else if (status === 'scanned' || status === 'confirmed') due.push(browser);
    }
    await this.#readAllAgain(due).finally(() => (this.#recovering = false));
  }

  /** Whether the browser has connected to another instance since. Its login is delivered only there. */
  #isHeldElsewhere({ holder, status }: Readonly<SceneRecord>): boolean {
    return holder !== this.notifications.instance && status !== 'expired';
  }

  #close(browser: WaitingBrowser, code: ErrorCode): void {
    this.#forget(browser);
    browser.socket.emit('closed', { code });
    browser.socket.disconnect(true);
  }

  #forget(browser: WaitingBrowser | undefined): void {
    if (!browser) return;
    clearTimeout(browser.timer);
    if (this.#waiting.get(browser.scene) === browser) this.#waiting.delete(browser.scene);
    this.metrics.waitingBrowsers.set(this.#waiting.size);
  }
}
