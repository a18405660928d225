import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { sql } from 'kysely';
import { Clock } from '../clock/clock.ts';
import { localize } from '../operator-messages/messages.ts';
import { counterMessages } from './counter-messages.ts';
import { Database } from '../database/database.ts';

const FLUSH_EVERY_MS = 10_000;
const HOUR_MS = 3_600_000;
/** A year, and what a comparison with the year before needs. */
const KEPT_MS = 400 * 24 * HOUR_MS;
/** Rows that one statement writes: far below what either database takes. */
const BATCH = 200;

/**
 * How often things happened, by the hour: a number in memory while they happen, added to the database every ten
 * seconds. The counts of many instances add up. A process that is killed takes at most ten seconds' worth with it; a
 * flush whose answer was lost may count twice. Whoever looks sees trends, not accounts.
 */
@Injectable()
export class HourlyCounts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Statistics');
  /** By hour and name. */
  #pending = new Map<number, Map<string, number>>();
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> = Promise.resolve();
  /** By the steady clock. */
  #tidiedAt = Number.NEGATIVE_INFINITY;
  #away = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.flush(), FLUSH_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  /**
   * Counts one more.
   * @param name of a closed list: never anything that identifies a person or a scene
   * @param at Unix milliseconds; in the hour of which it is counted
   */
  add(name: string, at = this.clock.now()): void {
    this.#add(Math.floor(at / HOUR_MS) * HOUR_MS, name, 1);
  }

  /** Writes what was counted since the last time. Never throws: what could not be written is written later. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#flush());
    return this.#flushing;
  }

  /** The counts of the hours from `since` on, those of this process that are not written yet among them. */
  async read(since: number): Promise<{ hour: number; name: string; count: number }[]> {
    await this.flush();
    const rows = await this.database.queries
      .selectFrom('hourly_counts')
      .selectAll()
      .where('hour', '>=', Math.floor(since / HOUR_MS) * HOUR_MS)
      .execute();
    return rows.map(({ hour, name, count }) => ({ hour: Number(hour), name, count: Number(count) }));
  }

  async #flush(): Promise<void> {
    const entries = [...this.#pending].flatMap(([hour, counts]) =>
      [...counts].map(([name, count]) => ({ hour, name, count })),
    );
    this.#pending = new Map();
    while (entries.length > 0) {
      const batch = entries.splice(0, BATCH);
      try {
        await this.#write(batch);
        this.#away = false;
      } catch {
        for (const { hour, name, count } of [...batch, ...entries]) this.#add(hour, name, count);
        if (!this.#away) this.#logger.warn(localize(counterMessages.counts_later));
        this.#away = true;
        return;
      }
    }
    await this.#tidy().catch(() => undefined); // an hour later will do
  }

  #add(hour: number, name: string, count: number): void {
    let counts = this.#pending.get(hour);
    if (!counts) this.#pending.set(hour, (counts = new Map<string, number>()));
    counts.set(name, (counts.get(name) ?? 0) + count);
  }

  async #write(batch: { hour: number; name: string; count: number }[]): Promise<void> {
    // In one order, so that two instances that write the same rows do not wait for each other in a circle.
    const rows = batch.sort((one, other) => one.hour - other.hour || (one.name < other.name ? -1 : 1));
    await this.database.queries
      .insertInto('hourly_counts')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['hour', 'name'])
          .doUpdateSet({ count: sql<number>`hourly_counts.count + excluded.count` }),
      )
      .execute();
  }

  async #tidy(): Promise<void> {
    const steady = this.clock.steady();
    if (steady - this.#tidiedAt < HOUR_MS) return;
    this.#tidiedAt = steady;
    await this.database.queries
      .deleteFrom('hourly_counts')
      .where('hour', '<', this.clock.now() - KEPT_MS)
      .execute();
  }
}
