import type { ChangeSignal } from '../change-signal.ts';
import type { RealmGlobals } from './logic-realm.ts';

/** Something the mini program's code threw and nobody caught. */
export interface MiniProgramError {
  /** What was running: `Page pages/login/index onLoad`, `tap handler confirm`, `timer`. */
  where: string;
  message: string;
  stack: string | null;
}

type TimerName = 'setTimeout' | 'setInterval' | 'clearTimeout' | 'clearInterval';

/**
 * Runs the mini program's code for the host. It catches what the code throws, knows
 * whether a tap is being handled, owns the program's timers, and runs nothing any more after `close`.
 */
export class AppCode {
  readonly errors: MiniProgramError[] = [];
  /** Called for every uncaught error, for App.onError and wx.onError. */
  onError: (error: MiniProgramError, thrown: unknown) => void = () => undefined;
  readonly #signal: ChangeSignal;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #nextTimer = 1;
  #tapDepth = 0;
  #closed = false;

  constructor(signal: ChangeSignal) {
    this.#signal = signal;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** True only while a tap handler is on the stack: WeChat refuses some calls anywhere else. */
  get insideTap(): boolean {
    return this.#tapDepth > 0;
  }

  /** Runs the program's code now. What it throws is recorded, never passed on; a rejected promise as well. */
  run(where: string, code: () => unknown): unknown {
    if (this.#closed) return undefined;
    try {
      const result = code();
      if (isThenable(result)) result.then(undefined, (reason: unknown) => this.report(where, reason));
      return result;
    } catch (thrown) {
      this.report(where, thrown);
      return undefined;
    } finally {
      this.#signal.notify();
    }
  }

  /** As `run`, while calls that need a finger's tap are allowed. */
  runTap(where: string, code: () => unknown): void {
    this.#tapDepth += 1;
    try {
      this.run(where, code);
    } finally {
      this.#tapDepth -= 1;
    }
  }

  /** Runs host work in a later task, as everything does that crosses WeChat's bridge; dropped after `close`. */
  later(work: () => void, milliseconds = 0): number {
    const id = this.#nextTimer++;
    const timer = setTimeout(() => {
      this.#timers.delete(id);
      if (!this.#closed) work();
    }, milliseconds);
    this.#timers.set(id, timer);
    return id;
  }

  cancel(id: number | undefined): void {
    if (id === undefined) return;
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  report(where: string, thrown: unknown): void {
    if (this.#closed) return;
    const error = describe(where, thrown);
    this.errors.push(error);
    this.onError(error, thrown);
    this.#signal.notify();
  }

  /** The timer functions that the program sees. They end with the program, so that a test's process can too. */
  timerGlobals(): Pick<RealmGlobals, TimerName> {
    const callable = (callback: unknown) => {
      if (typeof callback !== 'function') throw new TypeError('A timer needs a function.');
      return callback as (...values: unknown[]) => unknown;
    };
    const cancel = (id?: number) => this.cancel(id);
    return {
      setTimeout: (callback, milliseconds, ...values) => {
        const run = callable(callback);
        return this.later(() => this.run('timer', () => run(...values)), milliseconds);
      },
      setInterval: (callback, milliseconds, ...values) => {
        const run = callable(callback);
        const id = this.#nextTimer++;
        this.#timers.set(
          id,
          setInterval(() => this.run('timer', () => run(...values)), milliseconds),
        );
        return id;
      },
      clearTimeout: cancel,
      clearInterval: cancel,
    };
  }

  close(): void {
    this.#closed = true;
    // clearTimeout ends intervals as well: both are one list, in browsers and in Node.
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}

function describe(where: string, thrown: unknown): MiniProgramError {
  // Not `instanceof Error`: the program's errors come from another realm.
  if (typeof thrown === 'object' && thrown !== null) {
    const { message, errMsg, stack } = thrown as Record<string, unknown>;
    const text =
      typeof message === 'string' ? message : typeof errMsg === 'string' ? errMsg : safeJson(thrown);
    return { where, message: text, stack: typeof stack === 'string' ? stack : null };
  }
  return { where, message: String(thrown), stack: null };
}

function safeJson(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
