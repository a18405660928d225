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
import { withRequestId } from '../../platform/logging/request-context.ts';
import { SceneNotifications, type SceneNotification } from './notifications/scene-notifications.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';
import { SceneStore } from './store/scene-store.ts';
import { LoginDelivery } from './login-delivery.ts';
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

/** Scenes that are read together: enough to be quick, few enough not to keep everything else waiting. */
const READS_AT_ONCE = 100;

/**
 * The namespace `/scenes`: each waiting browser is told of every change of its scene, expiry included, and is
 * handed its login. It listens for no events: a gateway without handlers costs less for each waiting browser.
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
  /** One function for all timers: a closure for each browser is memory. */
  readonly #wake = (browser: WaitingBrowser): void => void this.#readAgain(browser);
  #recovery: NodeJS.Timeout | undefined;
  #recovering = false;
  #unwatch: (() => void) | undefined;

  constructor(
    private readonly store: SceneStore,
    private readonly notifications: SceneNotifications,
    private readonly delivery: LoginDelivery,
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
    // While a machine sleeps its timers stand still: what has expired meanwhile is told now.
    this.#unwatch = this.clockWatch.onJump(() => void this.#readAllAgain([...this.#waiting.values()]));
    this.#recovery = setInterval(() => void this.#recover(), RECOVER_EVERY_MS).unref();
  }

  handleConnection(socket: WaitingSocket): void {
    const { browser } = socket.data;
    browser.connected = true;
    discardRequest(socket);
    this.metrics.waitingBrowsers.set(this.#waiting.size);
    this.#tell(browser);
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
   * Checks the verifier, then makes this instance the scene's holder. The browser is entered before the store is
   * asked: whatever is confirmed from then on finds it here, also in the same millisecond.
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
      const { answer, record, now } = await this.store.apply(scene, {
        event: 'watch',
        holder: this.notifications.instance,
      });
      if (answer !== 'ok' || !record) throw new ApiError(answer === 'ok' ? 'scene_not_found' : answer);
      browser.see(record, now);
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
    if (error.status >= 500) this.#tellOperator(error);
    return handshakeRefusal(error.code);
  }

  #tellOperator(error: ApiError): void {
    this.#logger.error({ code: error.code, notification: error.operatorHint, err: error.cause ?? error });
  }

  #onNotification({ record, now }: SceneNotification): void {
    const browser = this.#waiting.get(record.scene);
    // Another instance holds the browser now, or held it before it came back: only the store knows which.
    if (browser && record.holder !== this.notifications.instance) return void this.#readAgain(browser);
    if (browser?.see(record, now) && browser.connected) this.#tell(browser, { justCommitted: true });
  }

  /** Sends the latest snapshot, watches for its deadline, and hands over the login of a confirmed scene. */
  #tell(browser: WaitingBrowser, { justCommitted = false } = {}): void {
    const { record, now, socket } = browser;
    if (!record) return;
    socket.emit('scene', sceneView(record, now, 'browser'));
    this.#readAgainIn(browser, timeToNextChange(record, now));
    if (record.status === 'confirmed') void this.#deliver(browser, record, justCommitted);
  }

  /** What is done for a socket is logged under its own id, and not under that of the call which set it off. */
  #deliver(browser: WaitingBrowser, known: Readonly<SceneRecord>, justCommitted: boolean): Promise<void> {
    return withRequestId(browser.requestId, () => this.#deliverNow(browser, known, justCommitted));
  }

  /**
   * Hands the login of a confirmed scene over. A notification is the word of the store at the moment it committed, and a
   * connection that is silent for seconds is given up with all that was on it: its record need not be asked about again,
   * and whoever takes the session back meanwhile finds it by its sid. A record that was read may be older.
   */
  async #deliverNow(
    browser: WaitingBrowser,
    known: Readonly<SceneRecord>,
    justCommitted: boolean,
  ): Promise<void> {
    if (browser.delivering) return;
    browser.delivering = true;
    try {
      const { answer, record } = justCommitted
        ? { answer: 'ok', record: known }
        : await this.store.apply(browser.scene, { event: 'deliver' });
      if (answer !== 'ok' || !record) return;
      const login = await this.delivery.deliver(record, 'push');
      browser.socket.emit('login', login, () => void this.#acknowledge(browser));
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.code === 'access_denied') return; // taken back meanwhile: the snapshot that says so follows
      browser.delivering = false; // recovery tries again until the delivery deadline
      this.#tellOperator(error);
    }
  }

  async #acknowledge({ scene, requestId }: WaitingBrowser): Promise<void> {
    try {
      await withRequestId(requestId, () => this.store.apply(scene, { event: 'acknowledge' }));
    } catch (thrown) {
      // Without it the login comes again on reconnect, and finds the same session.
      this.#logger.warn({ code: toApiError(thrown).code, event: 'acknowledge' });
    }
  }

  async #readAgain(browser: WaitingBrowser): Promise<void> {
    if (this.#waiting.get(browser.scene) !== browser) return;
    try {
      const { held } = browser; // before the reading: while it is being admitted the holder is still another
      const { record, now } = await this.store.read(browser.scene);
      if (this.#waiting.get(browser.scene) !== browser) return;
      if (held && record && this.#isHeldElsewhere(record)) return this.#close(browser, 'replaced');
      if (!record) return held ? this.#close(browser, 'scene_expired') : undefined;
      if (browser.see(record, now)) {
        if (browser.connected) this.#tell(browser);
        return;
      }
      this.#readAgainIn(browser, timeToNextChange(record, now));
      if (record.status === 'confirmed' && browser.connected) await this.#deliver(browser, record, false);
    } catch (thrown) {
      this.#logger.warn({ code: toApiError(thrown).code, event: 'read' });
      this.#readAgainIn(browser, RECOVER_EVERY_MS); // its expiry, too, has to be told some time
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
    if (this.#recovering) return; // a slow store is not asked twice
    this.#recovering = true;
    const due: WaitingBrowser[] = [];
    for (const browser of this.#waiting.values()) {
      const status = browser.record?.status;
      if (browser.socket.conn.readyState !== 'open') this.#forget(browser);
      else if (status === 'scanned' || status === 'confirmed') due.push(browser);
    }
    await this.#readAllAgain(due).finally(() => (this.#recovering = false));
  }

  /** Whether the browser has connected to another instance since: there, and only there, its login is delivered. */
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
