import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { auditMessages } from './audit-messages.ts';
import { SecurityEventsTable } from './security-events-table.ts';
import { AUDIT_RETENTION_MS } from './audit-log.ts';

const INTERVAL_MS = 60 * 60_000;

/** Forgets what is older than 90 days, addresses and all: at the start and every hour. Any number of instances may. */
@Injectable()
export class AuditHousekeeping implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('AuditHousekeeping');
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly table: SecurityEventsTable,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.purge();
    this.#timer = setInterval(() => void this.purge(), INTERVAL_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /** Never throws: what was not removed now is removed in an hour, and is shown to nobody meanwhile. */
  async purge(): Promise<void> {
    try {
      await this.table.removeOlderThan(this.clock.now() - AUDIT_RETENTION_MS);
    } catch (error) {
      this.#logger.warn(
        localize(auditMessages.events_untidied, { why: error instanceof Error ? error.message : 'unknown' }),
      );
    }
  }
}
