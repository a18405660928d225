// Days and hours as this phone's calendar has them. Not Intl: the engines of older phones lack it or its languages.

export interface Moment {
  /** Relative to today, for today and yesterday. */
  day: 'today' | 'yesterday' | 'date';
  year: number;
  /** 1 to 12. */
  month: number;
  date: number;
  /** `08:05` */
  clock: string;
  /** Another year than today's. */
  otherYear: boolean;
}

/** @param time milliseconds since 1970 @param now the same, of this phone's clock */
export function momentOf(time: number, now: number): Moment {
  const then = new Date(time);
  const today = new Date(now);
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  return {
    day: sameDay(then, today) ? 'today' : sameDay(then, yesterday) ? 'yesterday' : 'date',
    year: then.getFullYear(),
    month: then.getMonth() + 1,
    date: then.getDate(),
    clock: `${twoDigits(then.getHours())}:${twoDigits(then.getMinutes())}`,
    otherYear: then.getFullYear() !== today.getFullYear(),
  };
}

/** The same for all times of one day. */
export function dayKey({ year, month, date }: Moment): string {
  return `${year}-${month}-${date}`;
}

function sameDay(one: Date, other: Date): boolean {
  return (
    one.getFullYear() === other.getFullYear() &&
    one.getMonth() === other.getMonth() &&
    one.getDate() === other.getDate()
  );
}

/** Not padStart: the engines of Android 7 and older do not have it. */
function twoDigits(count: number): string {
  return count < 10 ? `0${count}` : String(count);
}
