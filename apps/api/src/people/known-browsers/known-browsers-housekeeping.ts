import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { KnownBrowsers } from './known-browsers.ts';

const INTERVAL_MS = 60 * 60_000;

/** Forgets browsers that were not used for half a year: at the start and every hour. Any number of instances may. */
@Injectable()
export class KnownBrowsersHousekeeping implements OnModuleInit, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly browsers: KnownBrowsers) {}

  async onModuleInit(): Promise<void> {
    await this.browsers.tidy();
    this.#timer = setInterval(() => void this.browsers.tidy(), INTERVAL_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }
}
