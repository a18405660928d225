/** How many days back the page can look. */
export const PERIODS = [7, 30, 90] as const;

export type Period = (typeof PERIODS)[number];

export const FIRST_PERIOD: Period = 30;

/** The zone in which this browser's days begin. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
