import { failureCode } from '../process/failure-code.ts';
import type { AnswerWatch } from './unavailable.ts';

/**
 * Errors of a database that answers reads but fails writes: the disk of PostgreSQL is full (53100) or fails (58030);
 * that of SQLite is full, fails, or is read-only.
 */
const WRITE_REFUSED = /^(53100$|58030$|SQLITE_(FULL|IOERR|READONLY))/;

/** How often a write is tried after one has failed. The state changes only when one succeeds, so it does not flap. */
const RETRY_INTERVAL_MS = 5_000;

/**
 * Observes all statements, and knows whether the disk of the database accepts writes. After a refused write, successful
 * reads prove nothing: `check` then tries a write until one succeeds.
 */
export class ServingWatch implements AnswerWatch {
  /** How many statements have succeeded. */
  answers = 0;
  #refusal: Error | undefined;
  #triedAt = 0;
  #trying: Promise<void> | undefined;

  /** The error of the last refused write, until a write succeeds. */
  get refusal(): Error | undefined {
    return this.#refusal;
  }

  answered(): void {
    this.answers += 1;
  }

  failed(error: unknown): void {
    // By its code: `instanceof` fails when the driver was loaded more than once in this process (as by Jest).
    if (!WRITE_REFUSED.test(failureCode(error))) return;
    if (this.#refusal === undefined) this.#triedAt = performance.now();
    this.#refusal = error as Error;
  }

  /**
   * @param write writes more than fits into existing pages
   * @throws the error of the last refused write
   */
  async check(write: () => Promise<void>): Promise<void> {
    if (this.#refusal === undefined) return;
    if (performance.now() - this.#triedAt >= RETRY_INTERVAL_MS) {
      await (this.#trying ??= this.#try(write).finally(() => (this.#trying = undefined)));
    }
    if (this.#refusal !== undefined) throw this.#refusal;
  }

  async #try(write: () => Promise<void>): Promise<void> {
    this.#triedAt = performance.now();
    try {
      await write();
      this.#refusal = undefined;
    } catch {
      // `failed` has recorded a refusal; other failures show with the next statement.
    }
  }
}
