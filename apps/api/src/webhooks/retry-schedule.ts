const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses after the first, second … failed attempt: the schedule that Standard Webhooks gives as its example. */
const PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** The longest pause, kept until the message is delivered; also of a receiver that asks for more. */
export const LONGEST_PAUSE_MS = 24 * HOUR;

/**
 * Milliseconds until the next attempt. A tenth of it is random, so that messages that failed together are not all
 * sent again together.
 * @param failures attempts that have failed, from 1
 * @param askedFor what the receiver asked for with `Retry-After`, in milliseconds
 */
export function pauseAfter(failures: number, askedFor = 0, random = Math.random): number {
  const scheduled = PAUSES[failures - 1] ?? LONGEST_PAUSE_MS;
  return Math.round(Math.min(LONGEST_PAUSE_MS, Math.max(scheduled, askedFor)) * (1 + random() / 10));
}
