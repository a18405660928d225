import { found, type Finding } from './finding.ts';

/** A scene's name is taken within 60 s of its time, a token with 30 s of leeway: half of that is too much. */
const TOLERATED_MS = 15_000;

/** @param milliseconds between two clocks */
export function isTolerated(milliseconds: number): boolean {
  return Math.abs(milliseconds) <= TOLERATED_MS;
}

/** Compares this machine's clock with the Date of somebody else's answers (RFC 9110 §6.6.1: whole seconds). */
export class ClockComparison {
  readonly #now: () => number;
  #askedAt = 0;
  #difference: number | undefined;

  /** @param now this machine's clock, Unix milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  asked(): void {
    this.#askedAt = this.#now();
  }

  /** @param date the header; one that is missing or unreadable says nothing */
  answered(date: string): void {
    const theirs = Date.parse(date);
    if (Number.isNaN(theirs)) return;
    // Somewhere between question and answer, at any time of that second.
    this.#difference = (this.#askedAt + this.#now()) / 2 - (theirs + 500);
  }

  /** Milliseconds that this machine's clock is before theirs; undefined while nothing is known. */
  get difference(): number | undefined {
    return this.#difference;
  }

  findings(): Finding[] {
    if (this.#difference === undefined) return [];
    const seconds = Math.round(Math.abs(this.#difference) / 1000);
    if (isTolerated(this.#difference)) return [found('clock_ok')];
    return [found(this.#difference > 0 ? 'clock_fast' : 'clock_slow', { seconds })];
  }
}
