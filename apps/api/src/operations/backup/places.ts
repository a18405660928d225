/** `20261120T083000Z`: sorts by time, and every file system takes it. */
export function stampOf(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** Where something is put together, beside its later place. */
export const draftOf = (path: string): string => `${path}.restoring`;

/** Where what was there before is kept. */
export const nameAside = (path: string, now: Date): string => `${path}.before-${stampOf(now)}`;
