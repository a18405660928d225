import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { sessionMessages } from './session-messages.ts';
import { SessionsTable } from './sessions-table.ts';

const INTERVAL_MS = 60 * 60_000;
/** A session is kept for a day after its end, so that a late delivery is refused and a late tab gets the reason. */
const KEPT_AFTER_EXPIRY_MS = 86_400_000;
/** Whole addresses are personal data: kept for the owner's session list, and no longer than this. */
const ADDRESS_RETENTION_MS = 90 * 86_400_000;

/** Removes what has expired and forgets old addresses: at the start and every hour. Any number of instances may. */
@Injectable()
export class SessionHousekeeping implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('SessionHousekeeping');
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly table: SessionsTable,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.tidy();
    this.#timer = setInterval(() => void this.tidy(), INTERVAL_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /** Never throws: what was not removed now is removed in an hour. */
  async tidy(): Promise<void> {
    const now = this.clock.now();
    try {
      await this.table.tidy(now - KEPT_AFTER_EXPIRY_MS, now - ADDRESS_RETENTION_MS);
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown';
      this.#logger.warn(localize(sessionMessages.sessions_untidied, { why }));
    }
  }
}
