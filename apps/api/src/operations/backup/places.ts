/** `20261120T083000Z`: sorts by time, and is a valid file name everywhere. */
export function stampOf(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** Where a restore builds a file or folder before it is renamed to its place. */
export const draftOf = (path: string): string => `${path}.restoring`;

/** The name under which the replaced file or folder is kept. */
export const nameAside = (path: string, now: Date): string => `${path}.before-${stampOf(now)}`;
