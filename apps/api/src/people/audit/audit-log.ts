import type { SecurityEventPage } from '@maqiao/shared';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { auditMessages } from './audit-messages.ts';
import { EventBatch } from './event-batch.ts';
import { toSecurityEvent, type SecurityEventDraft } from './security-event.ts';
import { SecurityEventsTable, type SecurityEventEntry } from './security-events-table.ts';

/** How long the audit log goes back. */
export const AUDIT_RETENTION_MS = 90 * 86_400_000;

/** Events that are logged as warnings. */
const WARNINGS: ReadonlySet<string> = new Set([
  'taken',
  'number_mismatch',
  'refresh_reused',
  'identity_conflict',
]);

/** The audit log: what happened to a person's logins, for them to read, and as a log line for the operator. */
@Injectable()
export class AuditLog implements BeforeApplicationShutdown {
  readonly #logger = new Logger('AuditLog');
  /** Events of one millisecond are read in the order in which they happened (RFC 9562 §6.2, method 1). */
  #sequence = 0;
  readonly #batch: EventBatch<SecurityEventEntry>;

  constructor(
    private readonly table: SecurityEventsTable,
    private readonly clock: Clock,
  ) {
    this.#batch = new EventBatch((entries) => table.insert(entries));
  }

  /** Writes the entries that nobody waits for before the database is closed. */
  beforeApplicationShutdown(): Promise<void> {
    return this.settled();
  }

  /** Ends when every entry of this process has been written, or could not be. */
  settled(): Promise<void> {
    return this.#batch.settled();
  }

  /**
   * Records an event, once for each kind and subject. Never throws: the event has happened already, and is
   * not undone because the database is away. It is logged in any case.
   * @returns whether the entry is new
   */
  async record(draft: SecurityEventDraft): Promise<boolean> {
    const at = this.clock.now();
    try {
      const isNew = await this.#batch.add({ id: uuidv7({ msecs: at, seq: this.#sequence++ }), at, draft });
      if (isNew) this.#tellOperator(draft);
      return isNew;
    } catch (error) {
      this.#tellOperator(draft);
      const why = error instanceof Error ? error.message : 'unknown';
      this.#logger.warn(localize(auditMessages.event_not_kept, { why }));
      return false;
    }
  }

  /** A person's entries of the last 90 days, newest first, older than the entry `before`. */
  async read(userId: string, limit: number, before?: string): Promise<SecurityEventPage> {
    const since = this.clock.now() - AUDIT_RETENTION_MS;
    await this.settled(); // the person expects to see what they have just done
    const rows = await this.table.page(userId, { before, since, limit: limit + 1 });
    const events = rows.slice(0, limit).map(toSecurityEvent);
    return { events, next: rows.length > limit ? (events.at(-1)?.id ?? null) : null };
  }

  /**
   * One structured line: our ids, fixed words, and the name that the owner has given a client. The identity is named by its
   * public id, provider and app id. No address, no openid, no secret; the request's id is added.
   */
  #tellOperator(draft: SecurityEventDraft): void {
    const { userId, kind, place, sessionId, by, reason, client, method, identity } = draft;
    const line = {
      event: 'security',
      kind,
      user: userId,
      ...(place.origin !== null && { origin: place.origin }),
      ...(sessionId !== undefined && { session: sessionId }),
      ...(by !== undefined && { by }),
      ...(reason !== undefined && { reason }),
      ...(client !== undefined && { client: client.name }),
      ...(client?.id !== undefined && { clientId: client.id }),
      ...(method !== undefined && { method }),
      ...(identity !== undefined && { identity }),
    };
    if (WARNINGS.has(kind) || reason !== undefined) this.#logger.warn(line);
    else this.#logger.log(line);
  }
}
