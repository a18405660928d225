import type { SecurityEvent } from '@maqiao/shared';
import { dayKey, momentOf, type Moment } from '../times/day.ts';

export interface Day {
  key: string;
  moment: Moment;
  events: { event: SecurityEvent; clock: string }[];
}

/** Events, newest first, put together by the days of this phone's calendar. */
export function byDay(events: readonly SecurityEvent[], now: number): Day[] {
  const days: Day[] = [];
  for (const event of events) {
    const moment = momentOf(Date.parse(event.at), now);
    const key = dayKey(moment);
    const entry = { event, clock: moment.clock };
    const last = days[days.length - 1];
    if (last?.key === key) last.events.push(entry);
    else days.push({ key, moment, events: [entry] });
  }
  return days;
}
