import type { Fleet } from './fleet.ts';
import { Visitor, type Stage } from './visitor.ts';

let people = 0;

/** Many people who sign in at the same time. */
export class Crowd {
  readonly visitors: Visitor[] = [];
  readonly #fleet: Fleet;

  /** @param size how many stand there already; more may come */
  constructor(fleet: Fleet, size = 0) {
    this.#fleet = fleet;
    for (let count = 0; count < size; count += 1) this.join();
  }

  join(): Visitor {
    people += 1;
    const visitor = new Visitor(this.#fleet, `person-${people}`);
    this.visitors.push(visitor);
    return visitor;
  }

  /** All, or those that are named, go on to that stage. The promise need not be awaited; it rejects after a failure. */
  reach(goal: Stage, visitors: readonly Visitor[] = this.visitors): Promise<unknown> {
    const all = Promise.all(visitors.map((visitor) => visitor.reach(goal)));
    all.catch(() => undefined);
    return all;
  }

  /** Resolves when every page shows that phase. */
  async shows(phase: 'waiting' | 'scanned'): Promise<void> {
    await Promise.all(this.visitors.map(({ page }) => page.until((now) => now.phase === phase, phase)));
  }

  /**
   * Lets people come for as long as something goes on, that many at a time: when one has signed in, the next
   * one comes. Resolves when the last of them is signed in.
   */
  async keepComing(atOnce: number, meanwhile: () => Promise<void>): Promise<void> {
    let over = false;
    let began = (): void => undefined;
    const underWay = new Promise<void>((resolve) => (began = resolve));
    const place = async (): Promise<void> => {
      while (!over) {
        const visitor = this.join();
        await visitor.reach('signed-in');
        visitor.leave();
        began();
      }
    };
    const places = Promise.all(Array.from({ length: atOnce }, place));
    try {
      await Promise.race([underWay, places]);
      await meanwhile();
    } finally {
      over = true;
      await places;
    }
  }

  leave(): void {
    for (const visitor of this.visitors) visitor.leave();
  }
}

/** How the logins ended that were running during a fault. */
export interface Tally {
  inFlight: number;
  /** With the code that was on screen. */
  finished: number;
  /** Signed in after that, with another code. */
  restarted: number;
}

/** Counts, prints the one line, and returns the counts. @param since of `performance.now()`: when the fault began */
export function tally(what: string, visitors: readonly Visitor[], since = 0): Tally {
  const under = visitors.filter(({ signedInAt = Infinity }) => signedInAt > since);
  const restarted = under.filter(({ restartReasons }) => restartReasons.length > 0).length;
  const finished = under.filter(
    ({ restartReasons, stage }) => restartReasons.length === 0 && stage === 'signed-in',
  ).length;
  const words = [...new Set(under.flatMap(({ restartReasons }) => restartReasons))].join(', ');
  const why = words === '' ? '' : ` (${words})`;
  console.log(
    `${what}: ${under.length} logins in flight, ${finished} finished, ${restarted} had to start again${why}`,
  );
  return { inFlight: under.length, finished, restarted };
}
