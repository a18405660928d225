import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { avatarMessages } from './avatar-messages.ts';
import { AvatarsService } from './avatars.service.ts';
import { AvatarsTable } from './avatars-table.ts';

const INTERVAL_MS = 60 * 60_000;
const BATCH_SIZE = 100;

/**
 * Removes pictures that nobody has any more and that were left: at the start and every hour. Any number of instances
 * may, as removing twice is removing once.
 */
@Injectable()
export class AvatarHousekeeping implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('AvatarHousekeeping');
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly table: AvatarsTable,
    private readonly avatars: AvatarsService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    // The start does not wait for a storage that may be away.
    void this.tidy();
    this.#timer = setInterval(() => void this.tidy(), INTERVAL_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /** Never throws: what was not removed now is removed in an hour. */
  async tidy(): Promise<void> {
    try {
      for (;;) {
        const names = await this.table.due(this.clock.now(), BATCH_SIZE);
        for (const name of names) if (!(await this.avatars.remove(name))) return;
        if (names.length < BATCH_SIZE) return;
      }
    } catch (error) {
      this.#logger.warn(
        localize(avatarMessages.pictures_untidied, {
          why: error instanceof Error ? error.message : 'unknown',
        }),
      );
    }
  }
}
