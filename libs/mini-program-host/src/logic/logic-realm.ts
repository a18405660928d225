/**
 * The place where the mini program's own code runs: a bare JavaScript world without a browser's or Node's
 * names, as on a phone. Values that cross into it are made of its own intrinsics, so that `instanceof` holds there.
 */
export interface LogicRealm {
  /**
   * Runs one file as the body of a function whose parameters are the names in `scope`.
   * @param shared further names, without a prototype; what a file assigns to one of them is there for the next file
   */
  evaluate(
    file: string,
    code: string,
    scope: Record<string, unknown>,
    shared?: Record<string, unknown>,
  ): void;
  /** A deep copy by JSON, as values take when they cross WeChat's bridge: functions and undefined are lost. */
  copy<T>(value: T): T;
  /** A copy of the bytes in the realm's own ArrayBuffer. */
  bytes(buffer: ArrayBuffer): ArrayBuffer;
  promise<T>(executor: (resolve: (value: T) => void, reject: (reason: unknown) => void) => void): Promise<T>;
  dispose(): void;
}

/** What the host puts into the realm beside the language itself. */
export interface RealmGlobals {
  console: Record<'log' | 'info' | 'warn' | 'error' | 'debug', (...values: unknown[]) => void>;
  setTimeout: (callback: unknown, milliseconds?: number, ...values: unknown[]) => number;
  setInterval: (callback: unknown, milliseconds?: number, ...values: unknown[]) => number;
  clearTimeout: (id?: number) => void;
  clearInterval: (id?: number) => void;
}
