import { sql, type RawBuilder } from 'kysely';
import { ACCESS_TOKEN_SECONDS } from './tokens/access-token-rules.ts';

/** Durations in milliseconds: idle since the last use, and in all. */
export interface SessionLifetimes {
  idle: number;
  max: number;
}

type Time = RawBuilder<number>;

/** The times that a session has; where it ends is decided in the statement that changes one of them. */
const CREATED: Time = sql`created_at`;
const ADVANCED: Time = sql`advanced_at`;
const KEPT: Time = sql`kept_until`;

// No function is called the same in both databases for the lesser and the greater of two.
const lesser = (a: Time, b: Time): Time => sql`case when ${a} < ${b} then ${a} else ${b} end`;
/** `b` where `a` is null. */
const greater = (a: Time, b: Time): Time => sql`case when ${a} > ${b} then ${a} else ${b} end`;

/**
 * What the next cookie changes: the session lives for as long as a browser may leave it unused, and no shorter than a
 * backend keeps it; never longer than in all.
 */
export function nextCookie(counter: RawBuilder<number>, now: number, lifetimes: SessionLifetimes) {
  return { cookie_counter: counter, advanced_at: now, ...useNow(now, lifetimes) };
}

/** What any use of the cookie changes. */
export function useNow(now: number, { idle, max }: SessionLifetimes) {
  return {
    last_seen_at: now,
    expires_at: lesser(sql`${CREATED} + ${max}`, sql`(${greater(KEPT, sql`${now + idle}`)})`),
  };
}

/**
 * What a backend changes that keeps a session until then: its end is that, or the one that it has by itself (of its
 * cookie, or of its access token where no cookie was taken), whichever is later; never later than in all.
 */
export function endWhenKept(until: number, { idle, max }: SessionLifetimes) {
  const kept = lesser(sql`${CREATED} + ${max}`, sql`${until}`);
  const ofCookie = lesser(sql`${CREATED} + ${max}`, sql`${ADVANCED} + ${idle}`);
  const ofToken = sql<number>`${CREATED} + ${ACCESS_TOKEN_SECONDS * 1000}`;
  const own = sql<number>`(case when claimed_at is null then ${ofToken} else ${ofCookie} end)`;
  return { kept_until: kept, expires_at: greater(sql`(${kept})`, own) };
}
