import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { oidcMessages } from '../oidc-messages.ts';

const INTERVAL_MS = 60 * 60_000;
/** Expired records are recognised for a day more, so that their late use is seen as what it is. */
const KEPT_AFTER_EXPIRY_MS = 86_400_000;

/** Removes expired codes, tokens, grants and interactions: at the start and every hour. Any number of instances may. */
@Injectable()
export class OidcHousekeeping implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('OidcHousekeeping');
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.tidy();
    this.#timer = setInterval(() => void this.tidy(), INTERVAL_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /** Never throws: what is not removed now is removed in an hour. */
  async tidy(): Promise<void> {
    try {
      await this.database.queries
        .deleteFrom('oidc_records')
        .where('expires_at', '<', this.clock.now() - KEPT_AFTER_EXPIRY_MS)
        .execute();
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown';
      this.#logger.warn(localize(oidcMessages.records_kept, { why }));
    }
  }
}
