import type { Clock } from './clock.ts';

/**
 * How far this device's clock is from the server's. Every snapshot and `scene_clock` carry the server's `now`;
 * scene names are made in its time, and its deadlines are shown in ours.
 */
export interface ClockOffset {
  /** Sets the offset from the server's ISO 8601 time, just received. Any other text is ignored. */
  learn(serverNow: string | undefined): void;
  /** The server's Unix milliseconds now, as well as we know it. */
  serverNow(): number;
  /** The server's Unix milliseconds as this device's. */
  toLocal(serverMs: number): number;
  /** Server minus device, in milliseconds. */
  offsetMs(): number;
  /** Sets an offset that was stored before a reload. */
  restore(offsetMs: number): void;
}

/** Starts with an offset of zero. */
export function createClockOffset(clock: Clock): ClockOffset {
  let offset = 0;
  return {
    learn(serverNow) {
      const ms = Date.parse(serverNow ?? '');
      if (Number.isFinite(ms)) offset = ms - clock.now();
    },
    serverNow: () => clock.now() + offset,
    toLocal: (serverMs) => serverMs - offset,
    offsetMs: () => offset,
    restore(offsetMs) {
      offset = offsetMs;
    },
  };
}
