/** Seconds between two polls of a browser without a socket; the `interval` of RFC 8628 §3.2. */
export const POLL_INTERVAL_SECONDS = 2;

/** RFC 8628 §3.5: `slow_down` adds five seconds to the interval. */
export const SLOW_DOWN_SECONDS = 5;
