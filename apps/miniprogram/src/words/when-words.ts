import { agoOf } from '@maqiao/shared/words/request';
import { momentOf } from '../times/day.ts';
import type { Copy } from './copy.ts';

const HOUR_MS = 3_600_000;

/** A time of the server in words: within the hour how long ago, else day and hour of this phone's calendar. */
export function whenWords(time: string, now: number, copy: Copy): string {
  const at = Date.parse(time);
  if (now - at < HOUR_MS) return copy.ago(agoOf(now - at));
  const moment = momentOf(at, now);
  return `${copy.day(moment)} ${moment.clock}`;
}
