import type { Fault } from './fault-schema.ts';
import type { Endpoint } from './endpoints.ts';

/** A fault in its queue. */
export interface PendingFault {
  readonly fault: Fault;
  /** How many calls it still affects; null: every one until `reset`. */
  times: number | null;
}

/** What goes wrong next: one queue for each endpoint, first in, first out. */
export class Faults {
  readonly #queues = new Map<Endpoint, PendingFault[]>();

  /** Puts a fault at the end of the endpoint's queue. */
  add(endpoint: Endpoint, fault: Fault, times: number | null): void {
    this.#queues.set(endpoint, [...this.pending(endpoint), { fault, times }]);
  }

  /** The fault for the call that has just come in, counted down, or undefined. */
  take(endpoint: Endpoint): Fault | undefined {
    const queue = this.#queues.get(endpoint);
    const first = queue?.[0];
    if (!queue || !first) return undefined;
    if (first.times !== null && --first.times <= 0) queue.shift();
    return first.fault;
  }

  /** What still waits for that endpoint. */
  pending(endpoint: Endpoint): readonly PendingFault[] {
    return this.#queues.get(endpoint) ?? [];
  }

  /** Removes every fault. */
  reset(): void {
    this.#queues.clear();
  }
}
