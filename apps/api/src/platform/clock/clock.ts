import { uptime } from 'node:os';

/** What time it is, and how long something has taken. A provider, so that tests can move it. */
export abstract class Clock {
  /**
   * Unix time in milliseconds, the machine's: for all that others see or keep, as rows, tokens and answers. Whoever runs
   * the machine may set it at any moment, forwards and back, so two of its readings say nothing about what lies between.
   */
  abstract now(): number;

  /**
   * Milliseconds for what begins and ends in this process: pauses, time-outs, what is kept for a while. It never goes
   * back, is not moved when the clock is set, and the time that the machine slept has passed. It begins as Unix time;
   * {@link setBy} after it is {@link now}, to two seconds.
   */
  steady(): number {
    return this.now();
  }

  /** By how many milliseconds the machine's clock was set since this one began; negative: back. */
  setBy(): number {
    return 0;
  }
}

/** A difference below this is no set clock: it is left in {@link MachineClock.steady}. Above what `uptime` is exact to. */
const NOTICED_MS = 2_000;

/** The clocks that a machine has, each in milliseconds. */
export interface MachineReadings {
  /** Unix time. */
  wall(): number;
  /** Since some moment, whatever the clock is set to. Whether it runs while the machine sleeps depends on the system. */
  running(): number;
  /** Since the machine was started, its sleep included. */
  on(): number;
}

const MACHINE: MachineReadings = {
  wall: () => Date.now(),
  running: () => performance.now(),
  on: () => uptime() * 1000,
};

/**
 * The clock of this machine. That it was set or slept shows when Unix time and running time no longer move together; how
 * long the machine has been on distinguishes the two.
 */
export class MachineClock extends Clock {
  readonly #machine: MachineReadings;
  /** Unix time less running time when last looked at, and the other two from then. */
  #apart: number;
  #running: number;
  #on: number;
  #setBy = 0;
  #steady = -Infinity;

  constructor(machine: MachineReadings = MACHINE) {
    super();
    this.#machine = machine;
    this.#running = machine.running();
    this.#on = machine.on();
    this.#apart = machine.wall() - this.#running;
  }

  override now(): number {
    return this.#machine.wall();
  }

  override steady(): number {
    const wall = this.#machine.wall();
    const running = this.#machine.running();
    const moved = wall - running - this.#apart;
    if (Math.abs(moved) > NOTICED_MS) this.#take(moved, running);
    return (this.#steady = Math.max(this.#steady, wall - this.#setBy));
  }

  override setBy(): number {
    this.steady();
    return this.#setBy;
  }

  #take(moved: number, running: number): void {
    const on = this.#machine.on();
    const slept = on - this.#on - (running - this.#running);
    const set = slept > NOTICED_MS ? moved - slept : moved;
    if (Math.abs(set) > NOTICED_MS) this.#setBy += Math.round(set);
    this.#apart += moved;
    this.#running = running;
    this.#on = on;
  }
}
