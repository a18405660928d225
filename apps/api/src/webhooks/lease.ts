import { sql } from 'kysely';
import { randomId } from '../platform/secret/random.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/database/database.ts';

/**
 * The right to do work that only one instance does at a time. It is held for a while and renewed; an instance that has
 * died loses it by the clock of the database, which is the same for all.
 */
export class Lease {
  readonly #database: Database;
  readonly #name: string;
  readonly #duration: number;
  readonly #clock: Clock;
  readonly #holder = randomId();
  /**
   * Ours until here, by the steady clock, for which the time that the machine slept has passed: counted from before we
   * asked, so it never ends later than in the database.
   */
  #until = -Infinity;

  /** @param duration milliseconds for which it is taken or prolonged */
  constructor(database: Database, name: string, duration: number, clock: Clock) {
    this.#database = database;
    this.#name = name;
    this.#duration = duration;
    this.#clock = clock;
  }

  /**
   * Takes or renews it.
   * @returns whether this instance holds it; throws when the database is away, and may still hold it
   */
  async hold(): Promise<boolean> {
    const asked = this.#clock.steady();
    const now = this.#now();
    const row = await this.#database.queries
      .insertInto('leases')
      .values({
        name: this.#name,
        holder: this.#holder,
        held_until: sql<number>`${now} + ${sql.lit(this.#duration)}`,
      })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet((eb) => ({
            holder: eb.ref('excluded.holder'),
            held_until: eb.ref('excluded.held_until'),
          }))
          .where((eb) =>
            eb.or([
              eb('leases.holder', '=', this.#holder),
              eb('leases.held_until', '<=', now),
              // Longer than anybody takes it: the database's clock was set back since.
              eb('leases.held_until', '>', sql<number>`${now} + ${sql.lit(2 * this.#duration)}`),
            ]),
          ),
      )
      .returning('name')
      .executeTakeFirst();
    this.#until = row === undefined ? -Infinity : asked + this.#duration;
    return row !== undefined;
  }

  /** Whether this instance holds it for at least this many milliseconds more. */
  lasts(milliseconds: number): boolean {
    return this.#clock.steady() + milliseconds < this.#until;
  }

  /** Gives it up, if this instance held it at the last call, so that another instance need not wait. */
  async release(): Promise<void> {
    if (this.#until === -Infinity) return;
    this.#until = -Infinity;
    await this.#database.queries
      .deleteFrom('leases')
      .where('name', '=', this.#name)
      .where('holder', '=', this.#holder)
      .execute();
  }

  /** Unix milliseconds of the database's clock. */
  #now() {
    return this.#database.location.dialect === 'postgres'
      ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
      : sql<number>`cast(unixepoch('subsec') * 1000 as integer)`;
  }
}
