import type {
  DayStatistics,
  FunnelStatistics,
  MethodStatistics,
  SceneLosses,
  Statistics,
  WechatErrorCount,
} from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.ts';
import { Database } from '../platform/database/database.ts';
import {
  NUMBER_MISMATCH,
  readMethodCount,
  readWechatCount,
  sceneCount,
} from '../platform/counters/count-names.ts';
import { HourlyCounts } from '../platform/counters/hourly-counts.ts';

const DAY_MS = 86_400_000;

const NONE = { begun: 0, signedIn: 0, declined: 0, failed: 0, cancelled: 0, expired: 0 };
const FIELDS = {
  begun: 'begun',
  signed_in: 'signedIn',
  declined: 'declined',
  failed: 'failed',
  cancelled: 'cancelled',
} as const;

interface Count {
  readonly name: string;
  readonly count: number;
}

const CREATED = sceneCount(undefined, 'pending');
const SCANNED = sceneCount('pending', 'scanned');
const CONFIRMED = sceneCount('scanned', 'confirmed');
const CLAIMED = sceneCount('confirmed', 'consumed');

/** The owner's statistics, computed from the hourly counts. */
@Injectable()
export class OwnerStatistics {
  constructor(
    private readonly counts: HourlyCounts,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The last days including today, in a time zone. Counts are kept by the hour, so in a zone that is
   * half an hour off, half an hour of a day counts for the day beside it.
   * @param timeZone a name that `Intl` knows
   */
  async of(days: number, timeZone: string): Promise<Omit<Statistics, 'key'>> {
    const now = this.clock.now();
    const dayOf = dayIn(timeZone);
    const names = daysUntil(dayOf(now), days);
    const wanted = new Set(names);
    // A day more on either side, whatever the zone; what is of another day is left out below.
    const rows = (await this.counts.read(now - (days + 1) * DAY_MS)).filter(({ hour }) =>
      wanted.has(dayOf(hour)),
    );

    const sum = (name: string, day?: string) =>
      rows.reduce(
        (total, row) =>
          row.name === name && (day === undefined || dayOf(row.hour) === day) ? total + row.count : total,
        0,
      );
    const funnel = funnelOf(sum);
    return {
      timeZone,
      days: names.map((day): DayStatistics => {
        const ofDay = funnelOf((name) => sum(name, day));
        const signIns = ofDay.claimed + withoutCodes(rows.filter(({ hour }) => dayOf(hour) === day));
        return { day, signIns, ...ofDay };
      }),
      signIns: funnel.claimed + withoutCodes(rows),
      methods: methodsOf(rows),
      funnel,
      losses: lossesOf(funnel, sum),
      wechat: wechatOf(rows),
      people: await this.#people(startOf(names[0] ?? '', dayOf, now, days)),
    };
  }

  async #people(since: number): Promise<Statistics['people']> {
    const { total, blocked, recent } = await this.database.queries
      .selectFrom('users')
      .select((eb) => [
        eb.fn.countAll<number>().as('total'),
        eb.fn.sum<number | null>('blocked').as('blocked'),
        eb.fn
          .sum<number | null>(eb.case().when('created_at', '>=', since).then(1).else(0).end())
          .as('recent'),
      ])
      .executeTakeFirstOrThrow();
    return { total: Number(total), new: Number(recent ?? 0), blocked: Number(blocked ?? 0) };
  }
}

function funnelOf(sum: (name: string) => number): FunnelStatistics {
  return { created: sum(CREATED), scanned: sum(SCANNED), confirmed: sum(CONFIRMED), claimed: sum(CLAIMED) };
}

/**
 * Expiry is computed on read and is not counted: it is what remains of a step. An attempt that is still open is
 * included, for six minutes at most.
 */
function lossesOf(
  { created, scanned, confirmed, claimed }: FunnelStatistics,
  sum: (name: string) => number,
): SceneLosses {
  const pending = { cancelled: sum(sceneCount('pending', 'cancelled')) };
  const deciding = {
    rejected: sum(sceneCount('scanned', 'rejected')),
    numberMismatch: sum(NUMBER_MISMATCH),
    cancelled: sum(sceneCount('scanned', 'cancelled')),
  };
  const fetching = {
    rejected: sum(sceneCount('confirmed', 'rejected')),
    cancelled: sum(sceneCount('confirmed', 'cancelled')),
  };
  return {
    pending: { ...pending, expired: rest(created, scanned, pending) },
    scanned: { ...deciding, expired: rest(scanned, confirmed, deciding) },
    confirmed: { ...fetching, expired: rest(confirmed, claimed, fetching) },
  };
}

/** Not below zero, in case a count was lost. */
function rest(reached: number, went: number, lost: Record<string, number>): number {
  return Math.max(0, reached - went - Object.values(lost).reduce((total, count) => total + count, 0));
}

/** Sign-ins by methods that have no code, which the funnel does not count. */
function withoutCodes(rows: readonly Count[]): number {
  return methodsOf(rows)
    .filter(({ kind }) => kind !== 'scene')
    .reduce((total, { signedIn }) => total + signedIn, 0);
}

function methodsOf(rows: readonly Count[]): MethodStatistics[] {
  const methods = new Map<string, MethodStatistics>();
  for (const { name, count } of rows) {
    const counted = readMethodCount(name);
    if (counted === undefined) continue;
    const { kind, method, outcome } = counted;
    const known = methods.get(`${kind}:${method}`) ?? { kind, method, ...NONE };
    const field = FIELDS[outcome];
    methods.set(`${kind}:${method}`, { ...known, [field]: known[field] + count });
  }
  return [...methods.values()]
    .map((one) => {
      const { signedIn, declined, failed, cancelled } = one;
      return { ...one, expired: rest(one.begun, signedIn, { declined, failed, cancelled }) };
    })
    .sort((one, other) => other.signedIn - one.signedIn || other.begun - one.begun);
}

function wechatOf(rows: { name: string; count: number }[]): Statistics['wechat'] {
  let calls = 0;
  const errors = new Map<string, WechatErrorCount>();
  for (const { name, count } of rows) {
    const call = readWechatCount(name);
    if (call === undefined) continue;
    calls += count;
    if (call.outcome === 'ok') continue;
    const { endpoint, outcome } = call;
    const known = errors.get(name) ?? { endpoint, code: outcome as WechatErrorCount['code'], count: 0 };
    errors.set(name, { ...known, count: known.count + count });
  }
  return { calls, errors: [...errors.values()].sort((one, other) => other.count - one.count) };
}

/** The day of a moment as `2026-11-20`. Results are cached, because a page asks for the same hours many times. */
function dayIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const known = new Map<number, string>();
  return (at) => {
    const day = known.get(at) ?? format.format(at);
    known.set(at, day);
    return day;
  };
}

/** The names of so many days, oldest first; calendar days, so that a change of the clock makes none longer. */
function daysUntil(last: string, count: number): string[] {
  const end = Date.parse(`${last}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) =>
    new Date(end - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}

/** The first hour of a day, as Unix milliseconds. */
function startOf(day: string, dayOf: (at: number) => string, now: number, days: number): number {
  const hour = 3_600_000;
  let at = Math.floor((now - (days + 1) * DAY_MS) / hour) * hour;
  while (dayOf(at) < day) at += hour;
  return at;
}
