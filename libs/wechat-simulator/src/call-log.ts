import type { Fault } from './fault-schema.ts';
import type { Endpoint } from './endpoints.ts';

/** Older calls are dropped beyond this many. */
const KEPT = 10_000;

/** One call that came in, without anything secret. */
export interface Call {
  readonly endpoint: Endpoint;
  readonly method: string;
  /** ISO 8601 in UTC, on the simulator's clock. */
  readonly time: string;
  /** The parameters that are no secret: never an AppSecret, never an access token. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The fault that was played, if any. */
  readonly fault?: Fault['kind'];
  /** The failure that WeChat's own rules or the fault answered, if any. */
  readonly errcode?: number;
}

/** What was called, for tests that count. */
export class CallLog {
  #calls: Call[] = [];

  add(call: Call): void {
    this.#calls.push(call);
    if (this.#calls.length > KEPT) this.#calls.shift();
  }

  /** The calls in their order, of one endpoint or of all. */
  list(endpoint?: Endpoint): Call[] {
    return this.#calls.filter((call) => endpoint === undefined || call.endpoint === endpoint);
  }

  reset(): void {
    this.#calls = [];
  }
}
