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
import { deleteGrants, queueLogoutTokens } from './queue-logout-tokens.ts';

const POLL_INTERVAL_MS = 1_000;
/** How often to look for rows of other instances while nothing is due. */
const IDLE_POLL_INTERVAL_MS = 5_000;
/** For how long, and how often, to look for rows of this instance whose transaction is not committed yet. */
const COMMITTED_WITHIN_MS = 2_000;
const COMMIT_POLL_INTERVAL_MS = 100;
const MAX_CONCURRENT_CLIENTS = 32;
/** From the end of the session on. */
const GIVE_UP_AFTER_MS = 3 * 86_400_000;

/**
 * Sends logout tokens to clients (OpenID Connect Back-Channel Logout 1.0), at least once. Each token has its own retry
 * schedule. Clients are served concurrently, so that a slow one does not delay the others. Only one instance delivers at
 * a time.
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
      POLL_INTERVAL_MS,
    );
    steps.add(async (queries, end) => {
      await deleteGrants(queries, end);
      if (await queueLogoutTokens(queries, end, this.clock.now())) this.expectRows();
    });
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#rounds.stop(() => Promise.all(this.#serving.values()));
  }

  /** Looks for rows at once that a transaction is writing now. */
  expectRows(): void {
    this.#expectingUntil = this.clock.steady() + COMMITTED_WITHIN_MS;
    this.#rounds.wake();
  }

  /** @returns milliseconds until the next */
  async #round(): Promise<number> {
    const next = await this.outbox.nextDue();
    if (next === undefined || next > this.clock.now() + IDLE_POLL_INTERVAL_MS) return this.#idle();
    if (!this.#lease.lasts(ATTEMPT_TIMEOUT_MS) && !(await this.#lease.hold())) return STAND_BY_MS;
    for (const clientId of await this.outbox.clientsDue()) {
      if (this.#rounds.isStopping || this.#serving.size >= MAX_CONCURRENT_CLIENTS) break;
      if (!this.#serving.has(clientId)) this.#serve(clientId);
    }
    return POLL_INTERVAL_MS;
  }

  /** Releases the lease, so that the instance that writes the next row can deliver it at once. */
  async #idle(): Promise<number> {
    if (this.#serving.size === 0) await this.#lease.release();
    return this.clock.steady() < this.#expectingUntil ? COMMIT_POLL_INTERVAL_MS : IDLE_POLL_INTERVAL_MS;
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

  /** Until nothing is due for this client, or one attempt has failed: the next round goes on. */
  async #deliverTo(clientId: string): Promise<void> {
    const client = await this.clients.find(clientId);
    const uri = client?.metadata.backchannel_logout_uri;
    if (client === undefined || uri === undefined) return this.outbox.removeAll(clientId);
    for (;;) {
      const rows = await this.outbox.due(clientId);
      if (rows.length === 0) return;
      for (const row of rows) {
        // An attempt must end before another instance can take the lease.
        if (this.#rounds.isStopping || !this.#lease.lasts(ATTEMPT_TIMEOUT_MS)) return;
        if (!(await this.#attempt(row, client.metadata, uri))) return;
      }
    }
  }

  /** @returns false when the client could not be reached */
  async #attempt(row: LogoutRow, client: ClientMetadata, uri: string): Promise<boolean> {
    const token = await this.tokens.sign(row, client);
    const result = await sendLogoutToken(uri, token, this.clock.now(), this.#rounds.cut);
    if (this.#rounds.cut.aborted) return false; // interrupted by the shutdown: sent again after the start
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
