/** How long ago something was, in the largest fitting unit. */
export interface Ago {
  unit: 'now' | 'seconds' | 'minutes' | 'hours';
  count: number;
}

/** @param elapsedMs milliseconds since then; clocks that disagree may make it negative */
export function agoOf(elapsedMs: number): Ago {
  const seconds = Math.max(0, Math.floor((elapsedMs || 0) / 1000));
  if (seconds < 10) return { unit: 'now', count: 0 };
  if (seconds < 60) return { unit: 'seconds', count: seconds - (seconds % 10) };
  if (seconds < 3600) return { unit: 'minutes', count: Math.floor(seconds / 60) };
  return { unit: 'hours', count: Math.floor(seconds / 3600) };
}
