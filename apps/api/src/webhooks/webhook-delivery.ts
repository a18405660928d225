import { createHash } from 'node:crypto';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../platform/clock/clock.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { webhookMessages } from './webhook-messages.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { Database } from '../platform/database/database.ts';
import type { WebhookRow } from '../platform/database/tables.ts';
import { Metrics } from '../platform/metrics/metrics.ts';
import { Lease } from './lease.ts';
import { LONGEST_PAUSE_MS, pauseAfter } from './retry-schedule.ts';
import { LEASE_MS, Rounds, STAND_BY_MS } from './rounds.ts';
import { ATTEMPT_TIMEOUT_MS } from './post.ts';
import { sendWebhook } from './send-webhook.ts';

const POLL_INTERVAL_MS = 1_000;
const MAX_CONCURRENT = 4;
const BATCH = 40;
/** How far the clocks of two instances may be apart; beyond it a clock was set. */
const CLOCKS_APART_MS = 60_000;

/**
 * Delivers what is in the outbox. At least once: a message is removed when the receiver has answered 2xx, and one whose
 * answer was lost comes again under the same `webhook-id`. Only one instance delivers at a time.
 */
@Injectable()
export class WebhookDelivery implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Webhooks');
  readonly #lease: Lease;
  #rounds: Rounds | undefined;
  /** Unix milliseconds, as the database keeps it. */
  #pausedUntil = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.#lease = new Lease(database, 'webhook-delivery', LEASE_MS, clock);
  }

  onApplicationBootstrap(): void {
    const { webhook } = this.settings;
    if (webhook === undefined) return;
    const rounds: Rounds = new Rounds(
      this.#lease,
      () => this.#round(webhook, rounds),
      (why) => this.#logger.warn(localize(webhookMessages.webhooks_wait, { why })),
      POLL_INTERVAL_MS,
    );
    this.#rounds = rounds;
    rounds.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#rounds?.stop();
  }

  /** @returns milliseconds until the next */
  async #round(webhook: NonNullable<Settings['webhook']>, rounds: Rounds): Promise<number> {
    if (!this.#lease.lasts(ATTEMPT_TIMEOUT_MS)) {
      if (!(await this.#lease.hold())) {
        this.#resetGauges();
        return STAND_BY_MS;
      }
      await this.#readPause(webhook.url);
    }
    await this.#measure();
    const now = this.clock.now();
    if (this.#isPaused(now)) return POLL_INTERVAL_MS;
    const due = await this.database.queries
      .selectFrom('webhook_outbox')
      .selectAll()
      .where('next_attempt_at', '<=', now)
      .orderBy('next_attempt_at')
      .limit(BATCH)
      .execute();
    const found = due.length > 0;
    const workers = Array.from({ length: MAX_CONCURRENT }, async () => {
      for (let row = due.shift(); row !== undefined; row = due.shift()) {
        // An attempt must end before another instance can take the lease.
        if (rounds.isStopping || !this.#lease.lasts(ATTEMPT_TIMEOUT_MS)) return;
        if (this.#isPaused(now)) return;
        await this.#attempt(row, webhook, rounds.cut);
      }
    });
    await Promise.all(workers);
    return found ? 0 : POLL_INTERVAL_MS;
  }

  async #attempt(
    row: WebhookRow,
    webhook: NonNullable<Settings['webhook']>,
    cut: AbortSignal,
  ): Promise<void> {
    const result = await sendWebhook(row, webhook, this.clock.now(), cut);
    if (cut.aborted) return; // not the receiver's fault; it comes again after the start
    this.metrics.webhookAttempts.inc({ outcome: result.outcome });
    const { queries } = this.database;
    if (result.outcome === 'delivered') {
      await queries.deleteFrom('webhook_outbox').where('id', '=', row.id).execute();
      return;
    }
    const attempts = row.attempts + 1;
    const asked = result.outcome === 'failed' ? result.retryAfter : undefined;
    const next = this.clock.now() + pauseAfter(attempts, asked);
    await queries
      .updateTable('webhook_outbox')
      .set({ attempts, next_attempt_at: next })
      .where('id', '=', row.id)
      .execute();
    const line = {
      webhookId: row.id,
      attempt: attempts,
      why: result.why,
      next: new Date(next).toISOString(),
    };
    this.#logger.warn({ msg: localize(webhookMessages.webhook_undelivered), ...line });
    if (result.outcome === 'gone') await this.#pause(webhook.url);
  }

  /**
   * 410 means: no more of any (Standard Webhooks). What happens meanwhile is kept, and the receiver is asked again
   * after a day, or at once under another address.
   */
  async #pause(url: string): Promise<void> {
    this.#pausedUntil = this.clock.now() + LONGEST_PAUSE_MS;
    const value = `${digestOf(url)} ${this.#pausedUntil}`;
    await this.database.queries
      .insertInto('meta')
      .values({ key: PAUSE_KEY, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
    this.#logger.error(localize(webhookMessages.webhook_receiver_gone));
  }

  /** A pause that is longer than any was made before the clock was set back. */
  #isPaused(now: number): boolean {
    return now < this.#pausedUntil && this.#pausedUntil - now <= LONGEST_PAUSE_MS;
  }

  /** Another instance may have delivered before, and have written a pause. */
  async #readPause(url: string): Promise<void> {
    const row = await this.database.queries
      .selectFrom('meta')
      .select('value')
      .where('key', '=', PAUSE_KEY)
      .executeTakeFirst();
    const [digest, until] = row?.value.split(' ') ?? [];
    this.#pausedUntil = digest === digestOf(url) ? Number(until) : 0;
  }

  async #measure(): Promise<void> {
    const { count, oldest, newest } = await this.database.queries
      .selectFrom('webhook_outbox')
      .select((eb) => [
        eb.fn.countAll<number>().as('count'),
        eb.fn.min('created_at').as('oldest'),
        eb.fn.max('created_at').as('newest'),
      ])
      .executeTakeFirstOrThrow();
    if (Number(newest) > this.clock.now() + CLOCKS_APART_MS) await this.#bringBack();
    this.metrics.webhooksWaiting.set(Number(count));
    const age = Number(count) === 0 ? 0 : this.clock.now() - Number(oldest);
    this.metrics.oldestWebhookSeconds.set(Math.max(0, age / 1000));
  }

  /** Rows with a time in the future were written before the clock was set back, and would wait until then. */
  async #bringBack(): Promise<void> {
    const now = this.clock.now();
    await this.database.queries
      .updateTable('webhook_outbox')
      .set({ created_at: now, next_attempt_at: now })
      .where('created_at', '>', now + CLOCKS_APART_MS)
      .execute();
  }

  /** Only the instance that delivers reports these: the gauges of several instances must not add up. */
  #resetGauges(): void {
    this.metrics.webhooksWaiting.set(0);
    this.metrics.oldestWebhookSeconds.set(0);
  }
}

const PAUSE_KEY = 'webhook-pause';

/** The address itself may hold a secret. */
function digestOf(url: string): string {
  return createHash('sha256').update(url).digest('base64url').slice(0, 22);
}
