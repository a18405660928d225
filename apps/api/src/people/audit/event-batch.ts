import { ApiError } from '../../platform/http/api-error.ts';

/** An entry that waits to be written, and its promise. */
interface Waiting<T> {
  readonly entry: T;
  readonly written: (isNew: boolean) => void;
  readonly failed: (error: unknown) => void;
}

/** Entries of one statement: far below the limit of both databases. */
const AT_MOST = 500;

/**
 * Writes what comes in one turn of the event loop together, and what comes while that is being written together after
 * it. A login makes three entries; writing each alone would cost as much as all other statements of the login.
 */
export class EventBatch<T extends { id: string }> {
  readonly #insert: (entries: readonly T[]) => Promise<ReadonlySet<string>>;
  #waiting: Waiting<T>[] = [];
  #writing: Promise<void> | undefined;

  /** @param insert writes all or none; @returns the ids of those that were not there before */
  constructor(insert: (entries: readonly T[]) => Promise<ReadonlySet<string>>) {
    this.#insert = insert;
  }

  /** @returns whether the entry is new @throws what the database throws */
  add(entry: T): Promise<boolean> {
    this.#writing ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#writeAll());
    return new Promise((written, failed) => this.#waiting.push({ entry, written, failed }));
  }

  /** Ends when everything that was added has been written, or could not be. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0, AT_MOST));
    this.#writing = undefined;
  }

  async #write(batch: readonly Waiting<T>[]): Promise<void> {
    try {
      const isNew = await this.#insert(batch.map(({ entry }) => entry));
      for (const { entry, written } of batch) written(isNew.has(entry.id));
    } catch (error) {
      // One of them may be the cause: a person who is deleted at this moment. The others are written one by one. A
      // database that is away is so for all of them, and each try would wait for it again.
      const away = error instanceof ApiError && error.code === 'unavailable';
      if (batch.length > 1 && !away) for (const waiting of batch) await this.#write([waiting]);
      else for (const { failed } of batch) failed(error);
    }
  }
}
