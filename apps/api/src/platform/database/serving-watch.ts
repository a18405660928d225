import { failureCode } from '../process/failure-code.ts';
import type { AnswerWatch } from './unavailable.ts';

/**
 * What a database says that reads and does not write: PostgreSQL's disk is full (53100) or fails (58030); SQLite's is
 * full, fails, or may not be written.
 */
const NOT_WRITTEN = /^(53100$|58030$|SQLITE_(FULL|IOERR|READONLY))/;

/** How often a write is tried after one has failed. Until one succeeds the state stays as it is, so it does not flap. */
const TRY_EVERY_MS = 5_000;

/**
 * What the statements of everybody say about a database. Once the disk has refused a write, reads prove nothing, until a
 * write of some size has succeeded. That is tried while somebody asks.
 */
export class ServingWatch implements AnswerWatch {
  /** How many statements it has answered. */
  answers = 0;
  #refusal: Error | undefined;
  #triedAt = 0;
  #trying: Promise<void> | undefined;

  /** What the last write was refused with, until one has succeeded. */
  get refusal(): Error | undefined {
    return this.#refusal;
  }

  answered(): void {
    this.answers += 1;
  }

  failed(error: unknown): void {
    // Known by its code: the driver keeps the error class of whoever loaded it first in this process.
    if (!NOT_WRITTEN.test(failureCode(error))) return;
    if (this.#refusal === undefined) this.#triedAt = performance.now();
    this.#refusal = error as Error;
  }

  /**
   * @param write writes so much that it needs a place of its own
   * @throws what the last write was refused with
   */
  async check(write: () => Promise<void>): Promise<void> {
    if (this.#refusal === undefined) return;
    if (performance.now() - this.#triedAt >= TRY_EVERY_MS) {
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
      // Recorded where it was thrown; another failure shows with the next statement.
    }
  }
}
