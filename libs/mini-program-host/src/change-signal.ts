/** Calls listeners when something has changed. It carries no value: listeners read the state again. */
export class ChangeSignal {
  readonly #listeners = new Set<() => void>();
  #pending = false;

  /** Listeners run once, in a microtask: what is changing now, such as the page stack, is whole again by then. */
  notify(): void {
    if (this.#pending) return;
    this.#pending = true;
    queueMicrotask(() => {
      this.#pending = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** What is left of a type when a value of it is truthy. */
export type Truthy<T> = Exclude<T, false | null | undefined | '' | 0>;

/**
 * Resolves with the predicate's first truthy value. It is asked now and after every change, and once more
 * when the time is over; there is no polling, so it must depend on what the mini program shows or does.
 *
 * @param describe - makes the error's text, with whatever state helps to see why it did not come true
 */
export function untilChanged<T>(
  signal: ChangeSignal,
  predicate: () => T,
  milliseconds: number,
  describe: () => string,
): Promise<Truthy<T>> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      clearTimeout(timer);
      unsubscribe();
    };
    const look = (): boolean => {
      try {
        const value = predicate();
        if (!value) return false;
        finish();
        resolve(value as Truthy<T>);
      } catch (error) {
        finish();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      return true;
    };
    const timer = setTimeout(() => {
      if (look()) return;
      finish();
      reject(new Error(describe()));
    }, milliseconds);
    const unsubscribe = signal.subscribe(look);
    look();
  });
}
