import { ApiError } from '../../platform/http/api-error.ts';

/** One that waits to be written, and whoever wants to know what became of it. */
interface Waiting<T> {
  readonly entry: T;
  readonly written: (isNew: boolean) => void;
  readonly failed: (error: unknown) => void;
}

/** Entries that one statement writes: far below what either database takes. */
const AT_MOST = 500;

/**
 * Writes what comes in one turn of the event loop together, and what comes while that is being written together after
 * it. A login makes three entries, and each on its own costs as much as the rest of its statements.
 */
export class EventBatch<T extends { id: string }> {
  readonly #insert: (entries: readonly T[]) => Promise<ReadonlySet<string>>;
  #waiting: Waiting<T>[] = [];
  #writing: Promise<void> | undefined;

  /** @param insert writes all or none; @returns the ids of those that were not there before */
  constructor(insert: (entries: readonly T[]) => Promise<ReadonlySet<string>>) {
    this.#insert = insert;
  }

  /** @returns whether it is written now and was not there before. @throws what the database throws */
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
      // One of them may be to blame: a person who is deleted at this moment. The others have nothing to do with it. A
      // database that is away is so for all of them, and each try would wait for it anew.
      const away = error instanceof ApiError && error.code === 'unavailable';
      if (batch.length > 1 && !away) for (const waiting of batch) await this.#write([waiting]);
      else for (const { failed } of batch) failed(error);
    }
  }
}
