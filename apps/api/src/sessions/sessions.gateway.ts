import type { SessionEndReason, SessionServerEvents } from '@maqiao/shared';
import { sessionHandshake } from '@maqiao/shared/schemas';
import { Inject, Logger, type OnModuleDestroy } from '@nestjs/common';
import {
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import { ApiError } from '../platform/http/api-error.ts';
import { Clock } from '../platform/clock/clock.ts';
import { ClockWatch } from '../platform/clock/clock-watch.ts';
import { handshakeRefusal } from '../platform/sockets/handshake-refusal.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { sessionMessages } from './session-messages.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { Metrics } from '../platform/metrics/metrics.ts';
import { AccessTokens } from './tokens/access-tokens.ts';
import { AccountChanges } from './account-changes.ts';
import { SessionsService } from './sessions.service.ts';

interface SessionSocketData {
  sid: string;
  /** Unix milliseconds: when the access token of the handshake expires. */
  tokenExpiresAt: number;
  timer?: NodeJS.Timeout;
  /** What the timer runs, and when, in Unix milliseconds. */
  ending?: { readonly at: number; readonly end: () => void };
}

/** Sessions that are checked at once after lost notifications, to limit the load of the database. */
const MAX_CONCURRENT_CHECKS = 10;

type SessionSocket = Socket<DefaultEventsMap, SessionServerEvents, DefaultEventsMap, SessionSocketData>;
type SessionNamespace = Namespace<DefaultEventsMap, SessionServerEvents, DefaultEventsMap, SessionSocketData>;

/**
 * `/session`: tells a signed-in browser at once that its session has ended. It handles no events of the browser.
 * A socket lives as long as the access token it came with; the browser comes back with the next one.
 */
@WebSocketGateway({ namespace: '/session' })
export class SessionsGateway
  implements
    OnGatewayInit<SessionNamespace>,
    OnGatewayConnection<SessionSocket>,
    OnGatewayDisconnect<SessionSocket>,
    OnModuleDestroy
{
  readonly #logger = new Logger('SessionsGateway');
  readonly #origins: readonly string[];
  #unsubscribe: (() => void)[] = [];

  constructor(
    private readonly sessions: SessionsService,
    private readonly accountChanges: AccountChanges,
    private readonly tokens: AccessTokens,
    private readonly clock: Clock,
    private readonly clockWatch: ClockWatch,
    private readonly metrics: Metrics,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#origins = [settings.publicUrl, ...settings.corsOrigins];
  }

  afterInit(namespace: SessionNamespace): void {
    // handleConnection runs after the socket was accepted: a handshake can only be refused here.
    namespace.use((socket, next) => {
      this.#admit(socket).then(
        () => next(),
        (error: unknown) => next(handshakeRefusal(this.#refusalOf(error))),
      );
    });
    const ended = this.sessions.onEnded((sid, reason) => {
      const room = namespace.in(sid);
      room.emit('session_ended', { reason });
      room.disconnectSockets();
    });
    const changed = this.accountChanges.subscribe((sid, change) => {
      namespace.in(sid).emit('account_changed', { change });
    });
    const lost = this.sessions.onEndingsLost(() => void this.#lookAgain(namespace));
    // Timers stop while a machine sleeps, and setting the clock forward ends tokens earlier.
    const jumped = this.clockWatch.onJump(() => this.#endWhatIsDue(namespace));
    this.#unsubscribe = [ended, changed, lost, jumped];
  }

  async handleConnection(socket: SessionSocket): Promise<void> {
    const { sid, tokenExpiresAt } = socket.data;
    this.metrics.sessionSockets.inc();
    await socket.join(sid);
    try {
      // Checked again now that endings reach the socket: the session may have ended between handshake and join.
      const { expiresAt } = await this.sessions.requireLive(sid);
      const endsAt = Math.min(tokenExpiresAt, expiresAt);
      const end = () =>
        expiresAt <= tokenExpiresAt ? void this.#endUnlessKept(socket, expiresAt) : socket.disconnect();
      socket.data.ending = { at: endsAt, end };
      socket.data.timer = setTimeout(end, Math.max(0, endsAt - this.clock.now())).unref();
      if (!socket.connected) clearTimeout(socket.data.timer);
    } catch (error) {
      if (error instanceof ApiError && error.code !== 'unavailable') this.#end(socket, 'revoked');
      else socket.disconnect();
    }
  }

  /** A backend may have kept the session meanwhile: then only the token has expired. */
  async #endUnlessKept(socket: SessionSocket, knownEnd: number): Promise<void> {
    try {
      const { expiresAt } = await this.sessions.requireLive(socket.data.sid);
      if (expiresAt > knownEnd) return void socket.disconnect();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code === 'unavailable') return void socket.disconnect();
    }
    this.#end(socket, 'expired');
  }

  handleDisconnect(socket: SessionSocket): void {
    clearTimeout(socket.data.timer);
    this.metrics.sessionSockets.dec();
  }

  onModuleDestroy(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  /** @throws ApiError when the token is not of a live session of this very origin */
  async #admit(socket: SessionSocket): Promise<void> {
    const auth = sessionHandshake.safeParse(socket.handshake.auth);
    // The token is needed for this check only; what socket.io keeps of the handshake must not hold it.
    socket.handshake.auth = {};
    if (!auth.success) throw new ApiError('invalid_request');
    const { origin } = socket.handshake.headers;
    const audiences = this.#origins.filter((listed) => origin === undefined || listed === origin);
    const { sid, sub, exp } = await this.tokens.verify(auth.data.accessToken, { audiences });
    if (sid === undefined) throw new ApiError('invalid_token');
    const session = await this.sessions.requireLive(sid);
    if (session.userId !== sub) throw new ApiError('invalid_token');
    socket.data = { sid, tokenExpiresAt: exp * 1000 };
  }

  #endWhatIsDue(namespace: SessionNamespace): void {
    const now = this.clock.now();
    for (const socket of [...namespace.sockets.values()]) {
      const { ending } = socket.data;
      if (ending !== undefined && ending.at <= now) ending.end();
    }
  }

  /** Ends the sockets whose sessions have ended without a notification. */
  async #lookAgain(namespace: SessionNamespace): Promise<void> {
    const sockets = [...namespace.sockets.values()];
    for (let first = 0; first < sockets.length; first += MAX_CONCURRENT_CHECKS) {
      await Promise.all(
        sockets.slice(first, first + MAX_CONCURRENT_CHECKS).map((socket) => this.#requireLive(socket)),
      );
    }
  }

  async #requireLive(socket: SessionSocket): Promise<void> {
    try {
      await this.sessions.requireLive(socket.data.sid);
    } catch (error) {
      // The database is away. The session is checked at its next call anyway.
      if (error instanceof ApiError && error.code !== 'unavailable') this.#end(socket, 'revoked');
    }
  }

  #end(socket: SessionSocket, reason: SessionEndReason): void {
    socket.emit('session_ended', { reason });
    socket.disconnect();
  }

  #refusalOf(error: unknown): ApiError['code'] {
    if (error instanceof ApiError) return error.code;
    this.#logger.error(
      error instanceof Error ? (error.stack ?? error.message) : localize(sessionMessages.handshake_failed),
    );
    return 'internal';
  }
}
