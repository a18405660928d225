import { describe, expect, test } from '@jest/globals';
import { MachineClock, type MachineReadings } from './clock.ts';

const HOUR = 3_600_000;
const BEGAN = Date.UTC(2026, 0, 15, 8);

/** A machine whose clocks are moved by hand. @param sleeps whether its running time stands still while it sleeps */
class Machine implements MachineReadings {
  #wall = BEGAN;
  #running = 5_000.25;
  #on = 90_000;

  constructor(private readonly sleeps = true) {}

  wall = () => Math.floor(this.#wall);
  running = () => this.#running;
  on = () => this.#on;

  pass(milliseconds: number): void {
    this.#wall += milliseconds;
    this.#running += milliseconds;
    this.#on += milliseconds;
  }

  set(milliseconds: number): void {
    this.#wall += milliseconds;
  }

  sleep(milliseconds: number): void {
    this.#wall += milliseconds;
    this.#on += milliseconds;
    if (!this.sleeps) this.#running += milliseconds;
  }
}

describe('issue 12, number 10: the machine’s clock', () => {
  test.each([HOUR, -HOUR, 10_000, -10_000])('set by %i ms: the time follows, durations do not', (by) => {
    const machine = new Machine();
    const clock = new MachineClock(machine);
    machine.pass(1_000);
    const before = clock.steady();
    machine.set(by);
    expect(clock.now()).toBe(BEGAN + 1_000 + by);
    expect(clock.steady()).toBe(before);
    expect(clock.setBy()).toBe(by);
    machine.pass(500);
    expect(clock.steady()).toBe(before + 500);
    expect(clock.now()).toBe(clock.steady() + clock.setBy());
  });

  test.each([true, false])(
    'asleep for an hour, with running time that stops (%s): it has passed',
    (stops) => {
      const machine = new Machine(stops);
      const clock = new MachineClock(machine);
      machine.pass(1_000);
      machine.sleep(HOUR);
      expect(clock.steady()).toBe(BEGAN + 1_000 + HOUR);
      expect(clock.setBy()).toBe(0);
    },
  );

  test('asleep, and set right on waking', () => {
    const machine = new Machine();
    const clock = new MachineClock(machine);
    machine.sleep(HOUR);
    machine.set(-30_000);
    machine.pass(10);
    expect(clock.steady()).toBe(BEGAN + HOUR + 10);
    expect(clock.setBy()).toBe(-30_000);
  });

  test('set back a little, again and again: durations never go back', () => {
    const machine = new Machine();
    const clock = new MachineClock(machine);
    let last = clock.steady();
    for (let count = 0; count < 100; count += 1) {
      machine.pass(100);
      machine.set(-150);
      const next = clock.steady();
      expect(next).toBeGreaterThanOrEqual(last);
      last = next;
    }
    // 10 s have passed, and 15 s were taken away: all but the two seconds that are not noticed are given back.
    expect(last).toBeGreaterThan(BEGAN + 10_000 - 2_500);
    expect(clock.now()).toBe(BEGAN - 5_000);
  });

  test('the real one follows the machine, and runs', () => {
    const clock = new MachineClock();
    const [before, now, after] = [Date.now(), clock.now(), Date.now()];
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(after);
    expect(clock.steady()).toBeLessThanOrEqual(clock.steady());
    expect(clock.setBy()).toBe(0);
  });
});
