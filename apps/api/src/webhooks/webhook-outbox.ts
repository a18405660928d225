import { Inject, Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { Clock } from '../platform/clock/clock.ts';
import { randomId } from '../platform/secret/random.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import type { Tables, WebhookRow } from '../platform/database/tables.ts';
import type { WebhookEvent } from './webhook-event.ts';

/** Events wait here until the site's backend has received them. */
@Injectable()
export class WebhookOutbox {
  /** Whether there is a receiver: without WEBHOOK_URL nothing is written. */
  readonly wanted: boolean;

  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) settings: Pick<Settings, 'webhook'>,
  ) {
    this.wanted = settings.webhook !== undefined;
  }

  /**
   * Enters events. Called with the transaction that makes the change, they are sent if it is committed, and only then.
   * Without a receiver nothing is written.
   */
  async add(queries: Kysely<Tables>, ...events: WebhookEvent[]): Promise<void> {
    if (!this.wanted || events.length === 0) return;
    const now = this.clock.now();
    await queries
      .insertInto('webhook_outbox')
      .values(events.map((event) => rowOf(event, now)))
      .execute();
  }
}

/** The payload's form is Standard Webhooks': type, timestamp (of the event, ISO 8601), data. */
function rowOf({ type, ...data }: WebhookEvent, now: number): Omit<WebhookRow, 'attempts'> {
  const body = JSON.stringify({ type, timestamp: new Date(now).toISOString(), data });
  return { id: `msg_${randomId()}`, body, created_at: now, next_attempt_at: now };
}
