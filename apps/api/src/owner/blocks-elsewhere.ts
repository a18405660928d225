import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.ts';
import { localize } from '../platform/operator-messages/operator-words.ts';
import { Database } from '../platform/database/database.ts';
import { SessionEndings } from '../sessions/session-endings.ts';

const LOOK_EVERY_MS = 1000;
/** The clock of whoever blocks may differ from ours by so much; what was told already is not told again. */
const LOOK_BACK_MS = 60_000;

/**
 * Tells pages that are open of blocks that `npm run users` has written to the database: the command is a process of
 * its own and cannot reach their sockets. The sessions are dead in any case; this is about being told.
 */
@Injectable()
export class BlocksElsewhere implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('BlocksElsewhere');
  /** By the steady clock. */
  readonly #startedAt: number;
  /** Told already, with when they were revoked. */
  readonly #told = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #away = false;

  constructor(
    private readonly database: Database,
    private readonly endings: SessionEndings,
    private readonly clock: Clock,
  ) {
    this.#startedAt = clock.steady();
  }

  onApplicationBootstrap(): void {
    this.#lookLater();
  }

  onModuleDestroy(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #lookLater(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#look().finally(() => this.#lookLater()), LOOK_EVERY_MS).unref();
  }

  async #look(): Promise<void> {
    // Rows are of the machine's clock; how far back they matter is a duration.
    const since = this.clock.now() - Math.min(LOOK_BACK_MS, this.clock.steady() - this.#startedAt);
    try {
      const rows = await this.database.queries
        .selectFrom('sessions')
        .select(['sid', 'revoked_at'])
        .where('revoked_reason', '=', 'blocked')
        .where('revoked_at', '>=', since)
        .execute();
      for (const { sid, revoked_at: revokedAt } of rows) {
        if (this.#told.has(sid)) continue;
        this.#told.set(sid, revokedAt ?? since);
        this.endings.publish(sid, 'blocked');
      }
      for (const [sid, revokedAt] of this.#told) if (revokedAt < since) this.#told.delete(sid);
      this.#away = false;
    } catch {
      if (!this.#away) this.#logger.warn(localize('blocks_untold'));
      this.#away = true;
    }
  }
}
