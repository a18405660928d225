import type { SceneRecord, SceneStatus } from '@maqiao/shared';
import { log } from './log.ts';
import type { Rows } from './rows.ts';

/**
 * Counts and logs each change of a scene; the counts are written every ten seconds.
 * @returns a function to call for every change
 */
export function countChanges(rows: Rows): (record: SceneRecord, before: SceneStatus | undefined) => void {
  let counts = new Map<string, number>();
  setInterval(() => {
    const counted = counts;
    counts = new Map();
    if (counted.size > 0) void rows.addCounts(counted);
  }, 10_000).unref();
  return ({ scene, status }, before) => {
    const name = `scene:${before ?? 'none'}>${status}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    log(`"msg":"Login ${status}","scene":"${scene}","status":"${status}"`);
  };
}
