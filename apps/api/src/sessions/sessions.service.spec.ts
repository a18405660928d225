import type { SessionEndReason } from '@maqiao/shared';
import { describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { describeEachDatabase, type DatabaseHarness } from '../../test/each-database.ts';
import { ManualClock } from '../../test/manual-clock.ts';
import { peopleOf } from '../../test/support/people.ts';
import { testSettings } from '../../test/test-settings.ts';
import type { Database } from '../platform/database/database.ts';
import { SecurityEventsTable } from '../people/audit/security-events-table.ts';
import { AuditLog } from '../people/audit/audit-log.ts';
import { KnownBrowsers } from '../people/known-browsers/known-browsers.ts';
import { KnownBrowsersTable } from '../people/known-browsers/known-browsers-table.ts';
import { MaqiaoSecret } from '../platform/secret/maqiao-secret.ts';
import { WebhookOutbox } from '../webhooks/webhook-outbox.ts';
import { CookieValues } from './cookie-values.ts';
import { EndingSteps } from './ending-steps.ts';
import { AccountChanges } from './account-changes.ts';
import { LocalSessionEndings } from './session-endings.ts';
import { SessionHousekeeping } from './session-housekeeping.ts';
import type { SessionDraft } from './session.ts';
import { SessionsService } from './sessions.service.ts';
import { SessionsTable } from './sessions-table.ts';

Logger.overrideLogger(false);

const MINUTE = 60_000;
const DAY = 86_400_000;
const secret = new MaqiaoSecret(Buffer.alloc(32, 4));
const cookies = new CookieValues(secret);

interface Bench {
  database: Database;
  clock: ManualClock;
  sessions: SessionsService;
  housekeeping: SessionHousekeeping;
  draft: SessionDraft;
  /** Every ending that the listener got. */
  ended: [sid: string, reason: SessionEndReason][];
  userId: string;
}

async function bench({ open }: DatabaseHarness): Promise<Bench> {
  const database = await open();
  const clock = new ManualClock();
  const settings = testSettings();
  const table = new SessionsTable(database, new WebhookOutbox(clock, settings), new EndingSteps());
  const audit = new AuditLog(new SecurityEventsTable(database), clock);
  const browsers = new KnownBrowsers(new KnownBrowsersTable(database), clock);
  const endings = new LocalSessionEndings();
  const sessions = new SessionsService(
    table,
    cookies,
    endings,
    new AccountChanges(),
    audit,
    browsers,
    clock,
    settings,
  );
  const { id: userId } = await peopleOf(database, clock).signIn('oLi');
  const ended: Bench['ended'] = [];
  sessions.onEnded((sid, reason) => ended.push([sid, reason]));
  const draft: SessionDraft = {
    sid: 'sid-1',
    userId,
    origin: 'https://login.example.com',
    browser: 'Firefox',
    os: 'Linux',
    ip: '203.0.113.7',
    region: null,
    amr: ['mca'],
  };
  return {
    database,
    clock,
    sessions,
    housekeeping: new SessionHousekeeping(table, clock),
    draft,
    ended,
    userId,
  };
}

/** A session with its first cookie. */
async function signedIn(harness: DatabaseHarness): Promise<Bench & { cookie: string }> {
  const made = await bench(harness);
  await made.sessions.establish(made.draft);
  return { ...made, cookie: await made.sessions.claim(made.draft.sid) };
}

const code = (expected: string) => ({ name: 'ApiError', code: expected });

describeEachDatabase('sessions', (harness) => {
  describe('establish and forbid', () => {
    test('a session is live once established, and a second delivery finds the same', async () => {
      const { sessions, draft, database, clock } = await bench(harness);
      expect(await sessions.establish(draft)).toEqual({
        live: true,
        person: { nickname: null, avatar: null, merged_subs: null },
      });
      clock.advance(5000);
      expect(await sessions.establish({ ...draft, browser: 'Chrome' })).toEqual({ live: true });
      expect(await database.queries.selectFrom('sessions').select('browser').execute()).toEqual([
        { browser: 'Firefox' },
      ]);
      await expect(sessions.requireLive(draft.sid)).resolves.toMatchObject(draft);
    });

    test('without a claim it lives one access token', async () => {
      const { sessions, draft, clock } = await bench(harness);
      await sessions.establish(draft);
      clock.advance(10 * MINUTE - 1);
      await expect(sessions.requireLive(draft.sid)).resolves.toBeDefined();
      clock.advance(1);
      await expect(sessions.requireLive(draft.sid)).rejects.toMatchObject(code('session_revoked'));
    });

    test('revoked before it was made, it never becomes live, and no listener is called', async () => {
      const { sessions, draft, ended } = await bench(harness);
      await sessions.forbid(draft, 'rejected');
      expect(await sessions.establish(draft)).toEqual({ live: false });
      await expect(sessions.claim(draft.sid)).rejects.toMatchObject(code('access_denied'));
      await expect(sessions.requireLive(draft.sid)).rejects.toMatchObject(code('session_revoked'));
      expect(ended).toEqual([]);
    });

    test('revoked after it was made, it ends, and listeners are called once', async () => {
      const { sessions, draft, ended } = await bench(harness);
      await sessions.establish(draft);
      await sessions.forbid(draft, 'rejected');
      await sessions.forbid(draft, 'signed_out');
      expect(await sessions.establish(draft)).toEqual({ live: false });
      expect(ended).toEqual([[draft.sid, 'rejected']]);
    });

    test('many deliveries and one reject at once leave one row, which is revoked', async () => {
      const { sessions, draft, database } = await bench(harness);
      await Promise.all([
        sessions.establish(draft),
        sessions.establish(draft),
        sessions.forbid(draft, 'rejected'),
        sessions.establish(draft),
      ]);
      const rows = await database.queries.selectFrom('sessions').select('revoked_reason').execute();
      expect(rows).toEqual([{ revoked_reason: 'rejected' }]);
      expect(await sessions.establish(draft)).toEqual({ live: false });
    });

    test('a person who was deleted or blocked meanwhile gets none', async () => {
      const { sessions, draft, database } = await bench(harness);
      await database.queries.updateTable('users').set({ blocked: 1 }).execute();
      expect(await sessions.establish(draft)).toEqual({ live: false });
      await database.queries.deleteFrom('users').execute();
      expect(await sessions.establish(draft)).toEqual({ live: false });
      await expect(sessions.forbid(draft, 'rejected')).resolves.toBeUndefined();
    });
  });

  describe('claim', () => {
    test('gives a cookie, and the session the idle days', async () => {
      const { sessions, draft, cookie, clock } = await signedIn(harness);
      expect(sessions.sidOf(cookie)).toBe(draft.sid);
      clock.advance(14 * DAY - 1);
      await expect(sessions.requireLive(draft.sid)).resolves.toBeDefined();
      clock.advance(1);
      await expect(sessions.requireLive(draft.sid)).rejects.toMatchObject(code('session_revoked'));
    });

    test('again before the first refresh, the new cookie works', async () => {
      const { sessions, draft, cookie } = await signedIn(harness);
      const again = await sessions.claim(draft.sid);
      expect(again).not.toBe(cookie);
      await expect(sessions.refresh(again)).resolves.toBeDefined();
    });

    test('after the first refresh it is closed', async () => {
      const { sessions, draft, cookie } = await signedIn(harness);
      await sessions.refresh(cookie);
      await expect(sessions.claim(draft.sid)).rejects.toMatchObject(code('scene_closed'));
    });

    test('is denied for a session that is revoked, or was never made', async () => {
      const { sessions, draft } = await signedIn(harness);
      await sessions.revoke(draft.sid, 'revoked');
      await expect(sessions.claim(draft.sid)).rejects.toMatchObject(code('access_denied'));
      await expect(sessions.claim('unknown')).rejects.toMatchObject(code('access_denied'));
    });

    test('is closed when the unclaimed session has expired', async () => {
      const { sessions, draft, clock } = await bench(harness);
      await sessions.establish(draft);
      clock.advance(10 * MINUTE);
      await expect(sessions.claim(draft.sid)).rejects.toMatchObject(code('scene_closed'));
    });

    test('ten at once give ten numbers, and the highest works', async () => {
      const { sessions, draft } = await bench(harness);
      await sessions.establish(draft);
      const claimed = await Promise.all(Array.from({ length: 10 }, () => sessions.claim(draft.sid)));
      const counters = claimed.map((value) => cookies.open(value)?.counter ?? 0).sort((a, b) => a - b);
      expect(counters).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      await expect(sessions.refresh(cookies.issue({ sid: draft.sid, counter: 10 }))).resolves.toBeDefined();
    });
  });

  describe('refresh', () => {
    test('gives the next cookie, stores the time, and extends the idle limit', async () => {
      const { sessions, draft, cookie, clock } = await signedIn(harness);
      clock.advance(DAY);
      const { session, cookieValue } = await sessions.refresh(cookie);
      expect(session).toMatchObject({
        ...draft,
        lastSeenAt: clock.now(),
        createdAt: clock.now() - DAY,
        expiresAt: clock.now() + 14 * DAY,
      });
      expect(cookieValue).not.toBe(cookie);
      await expect(sessions.refresh(cookieValue)).resolves.toBeDefined();
    });

    test('ends after the maximum, however often it is used', async () => {
      const { sessions, cookie, clock } = await signedIn(harness);
      let current = cookie;
      for (const days of [10, 10, 9.99]) {
        clock.advance(days * DAY);
        current = (await sessions.refresh(current)).cookieValue;
      }
      clock.advance(0.02 * DAY);
      await expect(sessions.refresh(current)).rejects.toMatchObject(code('no_session'));
    });

    test('two at once keep the session, with the same cookie', async () => {
      const { sessions, draft, cookie, ended } = await signedIn(harness);
      const [one, two] = await Promise.all([sessions.refresh(cookie), sessions.refresh(cookie)]);
      expect(one.cookieValue).toBe(two.cookieValue);
      await expect(sessions.refresh(one.cookieValue)).resolves.toBeDefined();
      await expect(sessions.requireLive(draft.sid)).resolves.toBeDefined();
      expect(ended).toEqual([]);
    });

    test('the previous cookie gets the current one again for 30 s', async () => {
      const { sessions, cookie, clock } = await signedIn(harness);
      const { cookieValue } = await sessions.refresh(cookie);
      clock.advance(29_999);
      await expect(sessions.refresh(cookie)).resolves.toMatchObject({ cookieValue });
    });

    test('the previous cookie after 30 s ends the session', async () => {
      const { sessions, draft, cookie, clock, ended } = await signedIn(harness);
      const { cookieValue } = await sessions.refresh(cookie);
      clock.advance(30_000);
      await expect(sessions.refresh(cookie)).rejects.toMatchObject(code('session_revoked'));
      await expect(sessions.refresh(cookieValue)).rejects.toMatchObject(code('session_revoked'));
      expect(ended).toEqual([[draft.sid, 'refresh_reuse']]);
    });

    test('a cookie older than the previous ends the session at once', async () => {
      const { sessions, draft, cookie, ended } = await signedIn(harness);
      const next = await sessions.refresh(cookie);
      await sessions.refresh(next.cookieValue);
      await expect(sessions.refresh(cookie)).rejects.toMatchObject(code('session_revoked'));
      expect(ended).toEqual([[draft.sid, 'refresh_reuse']]);
    });

    test('a genuine cookie with a higher number than the stored one is accepted', async () => {
      const { sessions, draft, cookie, database } = await signedIn(harness);
      const { cookieValue } = await sessions.refresh(cookie);
      await database.queries.updateTable('sessions').set({ cookie_counter: 1, refreshed_at: null }).execute();
      const { cookieValue: next } = await sessions.refresh(cookieValue);
      await expect(sessions.refresh(next)).resolves.toBeDefined();
      await expect(sessions.claim(draft.sid)).rejects.toMatchObject(code('scene_closed'));
    });

    test('a forged, malformed or unknown cookie is no session', async () => {
      const { sessions, draft, cookie } = await signedIn(harness);
      const unknown = cookies.issue({ sid: 'unknown', counter: 1 });
      const ofOtherSecret = new CookieValues(new MaqiaoSecret(Buffer.alloc(32, 5)));
      const forged = ofOtherSecret.issue({ sid: draft.sid, counter: 1 });
      const counted = cookie.replace('.1.', '.2.');
      for (const value of [unknown, forged, counted, '', 'a.b.c', `${cookie}x`]) {
        await expect(sessions.refresh(value)).rejects.toMatchObject(code('no_session'));
      }
      await expect(sessions.refresh(cookie)).resolves.toBeDefined();
    });
  });

  describe('ending and listing', () => {
    const second = (draft: SessionDraft) => ({ ...draft, sid: 'sid-2', browser: 'Chrome' });

    test('revoke calls listeners once, and not for a session that is not live', async () => {
      const { sessions, draft, ended } = await signedIn(harness);
      await sessions.revoke(draft.sid, 'signed_out');
      await sessions.revoke(draft.sid, 'revoked');
      await sessions.revoke('unknown', 'revoked');
      expect(ended).toEqual([[draft.sid, 'signed_out']]);
    });

    test('revokeAll ends all of a person but the named one, and nobody else’s', async () => {
      const { sessions, draft, ended, userId, database } = await signedIn(harness);
      const row = await database.queries.selectFrom('users').selectAll().executeTakeFirstOrThrow();
      await database.queries
        .insertInto('users')
        .values({ ...row, id: 'u2' })
        .execute();
      await sessions.establish(second(draft));
      await sessions.establish({ ...draft, sid: 'sid-3', userId: 'u2' });
      await sessions.revokeAll(userId, 'revoked', draft.sid);
      expect(ended).toEqual([['sid-2', 'revoked']]);
      await sessions.revokeAll(userId, 'revoked');
      expect(ended).toEqual([
        ['sid-2', 'revoked'],
        [draft.sid, 'revoked'],
      ]);
      await expect(sessions.requireLive('sid-3')).resolves.toBeDefined();
    });

    test('a person ends only what is theirs', async () => {
      const { sessions, draft, userId } = await signedIn(harness);
      await expect(sessions.revokeOwn('someone', draft.sid)).rejects.toMatchObject(code('not_found'));
      await expect(sessions.revokeOwn(userId, 'unknown')).rejects.toMatchObject(code('not_found'));
      await sessions.revokeOwn(userId, draft.sid);
      await expect(sessions.revokeOwn(userId, draft.sid)).resolves.toBeUndefined();
      await expect(sessions.requireLive(draft.sid)).rejects.toMatchObject(code('session_revoked'));
    });

    test('the list holds what is live, last seen first, with whole addresses', async () => {
      const { sessions, draft, userId, clock, cookie } = await signedIn(harness);
      const createdAt = new Date(clock.now()).toISOString();
      clock.advance(MINUTE);
      await sessions.establish(second(draft));
      await sessions.establish({ ...draft, sid: 'sid-3' });
      await sessions.revoke('sid-3', 'revoked');
      clock.advance(MINUTE);
      await sessions.refresh(cookie);
      const listed = await sessions.list(userId, 'sid-2');
      expect(listed.map(({ id, current }) => [id, current])).toEqual([
        ['sid-1', false],
        ['sid-2', true],
      ]);
      expect(listed[0]).toEqual({
        id: 'sid-1',
        origin: draft.origin,
        siteName: 'login.example.com',
        browser: 'Firefox',
        os: 'Linux',
        ip: '203.0.113.7',
        region: null,
        createdAt,
        lastSeenAt: new Date(clock.now()).toISOString(),
        current: false,
      });
    });

    test('a session of a blocked person is refused as blocked', async () => {
      const { sessions, draft, database } = await signedIn(harness);
      await database.queries.updateTable('users').set({ blocked: 1 }).execute();
      await expect(sessions.requireLive(draft.sid)).rejects.toMatchObject(code('login_blocked'));
    });
  });

  describe('housekeeping', () => {
    test('removes sessions a day after their end, not before', async () => {
      const { sessions, draft, clock, housekeeping, database } = await bench(harness);
      await sessions.establish(draft);
      clock.advance(DAY + 10 * MINUTE);
      await housekeeping.tidy();
      expect(await database.queries.selectFrom('sessions').select('sid').execute()).toHaveLength(1);
      clock.advance(1);
      await housekeeping.tidy();
      expect(await database.queries.selectFrom('sessions').select('sid').execute()).toEqual([]);
    });

    test('begins at the start', async () => {
      const { sessions, draft, clock, housekeeping, database } = await bench(harness);
      await sessions.establish(draft);
      clock.advance(2 * DAY);
      await housekeeping.onModuleInit();
      housekeeping.onModuleDestroy();
      expect(await database.queries.selectFrom('sessions').select('sid').execute()).toEqual([]);
    });

    test('forgets a whole address after 90 days, not before', async () => {
      const { draft, clock, housekeeping, database } = await signedIn(harness);
      await database.queries
        .updateTable('sessions')
        .set({ expires_at: clock.now() + 365 * DAY })
        .execute();
      const ip = async () =>
        (await database.queries.selectFrom('sessions').select('ip').executeTakeFirst())?.ip;
      clock.advance(90 * DAY);
      await housekeeping.tidy();
      expect(await ip()).toBe(draft.ip);
      clock.advance(1);
      await housekeeping.tidy();
      expect(await ip()).toBeNull();
    });
  });
});
