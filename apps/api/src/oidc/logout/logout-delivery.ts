import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { LogoutRow } from '../../platform/database/tables.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { EndingSteps } from '../../sessions/ending-steps.ts';
import { Lease } from '../../webhooks/lease.ts';
import { ATTEMPT_TIMEOUT_MS } from '../../webhooks/post.ts';
import { pauseAfter } from '../../webhooks/retry-schedule.ts';
import { LEASE_MS, Rounds, STAND_BY_MS } from '../../webhooks/rounds.ts';
import type { ClientMetadata } from '../clients/client-metadata.ts';
import { ClientsTable } from '../clients/clients-table.ts';
import { oidcMessages } from '../oidc-messages.ts';
import { LogoutOutbox } from './logout-outbox.ts';
import { LogoutTokens } from './logout-tokens.ts';
import { sendLogoutToken } from './send-logout-token.ts';
import { endLastingAccess, tellClients } from './tell-clients.ts';

const LOOK_EVERY_MS = 1_000;
/** Nothing waits: how often to see whether another instance has written something. */
const IDLE_MS = 5_000;
/** Something was written, and is there once its transaction is committed. */
const COMMITTED_WITHIN_MS = 2_000;
const LOOK_FOR_COMMIT_MS = 100;
/** Clients that are served at the same time. */
const CLIENTS_AT_ONCE = 32;
/** A client that cannot be reached for so long has no session of then any more. */
const GIVE_UP_AFTER_MS = 3 * 86_400_000;

/**
 * Tells clients that sessions have ended (OpenID Connect Back-Channel Logout 1.0). At least once; every message is tried
 * again by a schedule of its own, and each client is served beside the others, so that a slow one holds up nobody. Only
 * one instance delivers at a time.
 */
@Injectable()
export class LogoutDelivery implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('LogoutTokens');
  readonly #lease: Lease;
  readonly #rounds: Rounds;
  /** Clients that are being served. */
  readonly #serving = new Map<string, Promise<void>>();
  /** By the steady clock. */
  #expectingUntil = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly outbox: LogoutOutbox,
    private readonly clients: ClientsTable,
    private readonly tokens: LogoutTokens,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    steps: EndingSteps,
    database: Database,
  ) {
    this.#lease = new Lease(database, 'logout-delivery', LEASE_MS, clock);
    this.#rounds = new Rounds(
      this.#lease,
      () => this.#round(),
      (why) => this.#logger.warn(localize(oidcMessages.logout_tokens_wait, { why })),
      LOOK_EVERY_MS,
    );
    steps.add(async (queries, end) => {
      await endLastingAccess(queries, end);
      if (await tellClients(queries, end, this.clock.now())) this.#expect();
    });
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#rounds.stop(() => Promise.all(this.#serving.values()));
  }

  #expect(): void {
    this.#expectingUntil = this.clock.steady() + COMMITTED_WITHIN_MS;
    this.#rounds.wake();
  }

  /** @returns milliseconds until the next */
  async #round(): Promise<number> {
    const next = await this.outbox.nextDue();
    if (next === undefined || next > this.clock.now() + IDLE_MS) return this.#idle();
    if (!this.#lease.lasts(ATTEMPT_TIMEOUT_MS) && !(await this.#lease.hold())) return STAND_BY_MS;
    for (const clientId of await this.outbox.clientsDue()) {
      if (this.#rounds.isStopping || this.#serving.size >= CLIENTS_AT_ONCE) break;
      if (!this.#serving.has(clientId)) this.#serve(clientId);
    }
    return LOOK_EVERY_MS;
  }

  /** Whichever instance writes the next one may deliver it. */
  async #idle(): Promise<number> {
    if (this.#serving.size === 0) await this.#lease.release();
    return this.clock.steady() < this.#expectingUntil ? LOOK_FOR_COMMIT_MS : IDLE_MS;
  }

  #serve(clientId: string): void {
    const serving = this.#deliverTo(clientId)
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.message : 'unknown';
        this.#logger.warn(localize(oidcMessages.logout_tokens_wait, { why }));
      })
      .finally(() => this.#serving.delete(clientId));
    this.#serving.set(clientId, serving);
  }

  /** Until nothing is due for this client, or it has failed once: it is tried again in the next round. */
  async #deliverTo(clientId: string): Promise<void> {
    const client = await this.clients.find(clientId);
    const uri = client?.metadata.backchannel_logout_uri;
    if (client === undefined || uri === undefined) return this.outbox.removeAll(clientId);
    for (;;) {
      const rows = await this.outbox.due(clientId);
      if (rows.length === 0) return;
      for (const row of rows) {
        // An attempt must end before another instance can believe that it is its turn.
        if (this.#rounds.isStopping || !this.#lease.lasts(ATTEMPT_TIMEOUT_MS)) return;
        if (!(await this.#attempt(row, client.metadata, uri))) return;
      }
    }
  }

  /** @returns false when the client could not be reached */
  async #attempt(row: LogoutRow, client: ClientMetadata, uri: string): Promise<boolean> {
    const token = await this.tokens.sign(row, client);
    const result = await sendLogoutToken(uri, token, this.clock.now(), this.#rounds.cut);
    if (this.#rounds.cut.aborted) return false; // not the client's fault; it comes again after the start
    this.metrics.logoutTokenAttempts.inc({ outcome: result.outcome });
    if (result.outcome === 'delivered') {
      await this.outbox.remove(row.id);
      return true;
    }
    const attempts = row.attempts + 1;
    const line = { client: client.client_id, attempt: attempts, why: result.why };
    const now = this.clock.now();
    const last = row.created_at + GIVE_UP_AFTER_MS;
    if (result.outcome === 'refused' || now >= last) {
      await this.outbox.remove(row.id);
      this.#logger.warn({ msg: localize(oidcMessages.logout_token_given_up), ...line });
      return result.outcome === 'refused';
    }
    const next = Math.min(last, now + pauseAfter(attempts, result.retryAfter));
    await this.outbox.postpone(row.id, attempts, next);
    const again = new Date(next).toISOString();
    this.#logger.warn({ msg: localize(oidcMessages.logout_token_undelivered), ...line, next: again });
    return false;
  }
}
