import { expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { sql } from 'kysely';
import { describeEachDatabase, type DatabaseHarness } from '../../../test/each-database.ts';
import { ManualClock } from '../../../test/manual-clock.ts';
import { peopleOf } from '../../../test/support/people.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { hashOfBrowser } from './browser-cookie.ts';
import { KnownBrowsersTable } from './known-browsers-table.ts';
import { KNOWN_BROWSER_MS, KnownBrowsers } from './known-browsers.ts';

async function bench({ open }: DatabaseHarness) {
  const [database, clock] = [await open(), new ManualClock()];
  const people = peopleOf(database, clock);
  const [li, wang] = [await people.signIn('oLi'), await people.signIn('oWang')];
  const session = async (sid: string, userId = li.id) => {
    const times = { created_at: 1, last_seen_at: 1, expires_at: 2 ** 42, advanced_at: 1 };
    await database.queries
      .insertInto('sessions')
      .values({ sid, user_id: userId, origin: 'o', browser: 'b', os: 's', ip: null, region: null, ...times })
      .execute();
    return sid;
  };
  const table = new KnownBrowsersTable(database);
  const rows = () => database.queries.selectFrom('known_browsers').selectAll().execute();
  return { database, clock, table, browsers: new KnownBrowsers(table, clock), li, wang, session, rows };
}

describeEachDatabase('issue 12, number 8: the rows of known browsers', (harness) => {
  test('move to the next cookie of their browser, everybody’s at once', async () => {
    const { browsers, li, wang, session, rows, clock } = await bench(harness);
    const first = (await browsers.remember(null, await session('s1'))) ?? '';
    clock.advance(1000);
    const second = (await browsers.remember(hashOfBrowser(first), await session('s2', wang.id))) ?? '';
    expect((await rows()).map(({ browser_hash }) => browser_hash)).toEqual([
      hashOfBrowser(second),
      hashOfBrowser(second),
    ]);
    expect(await browsers.isKnown(hashOfBrowser(first), li.id)).toBe(false);
    expect(await browsers.isKnown(hashOfBrowser(second), li.id)).toBe(true);
    expect(await browsers.isKnown(null, li.id)).toBe(false);
    expect(await browsers.isKnown(undefined, li.id)).toBeUndefined();
  });

  test('are one for each person and browser, with their latest session and use', async () => {
    const { browsers, session, rows, clock, li } = await bench(harness);
    const first = (await browsers.remember(null, await session('s1'))) ?? '';
    const began = clock.now();
    clock.advance(5000);
    const second = (await browsers.remember(hashOfBrowser(first), await session('s2'))) ?? '';
    expect(await rows()).toEqual([
      {
        browser_hash: hashOfBrowser(second),
        user_id: li.id,
        sid: 's2',
        created_at: began,
        last_used_at: clock.now(),
      },
    ]);
  });

  test('count for 180 days after the last use, and go with the next round', async () => {
    const { browsers, session, rows, clock, li } = await bench(harness);
    const value = (await browsers.remember(null, await session('s1'))) ?? '';
    clock.advance(KNOWN_BROWSER_MS);
    await browsers.tidy();
    expect(await browsers.isKnown(hashOfBrowser(value), li.id)).toBe(true);
    clock.advance(1);
    expect(await browsers.isKnown(hashOfBrowser(value), li.id)).toBe(false);
    await browsers.tidy();
    expect(await rows()).toEqual([]);
  });

  test('are not made for a session that has ended', async () => {
    const { browsers, database, session, rows } = await bench(harness);
    await session('s1');
    await database.queries.updateTable('sessions').set({ revoked_at: 5 }).execute();
    await browsers.remember(null, 's1');
    await browsers.remember(null, 'nobody’s');
    expect(await rows()).toEqual([]);
  });

  test('are not made for a session that ends at the same moment', async () => {
    const { browsers, database, session, rows } = await bench(harness);
    await session('s1');
    let remembering: Promise<unknown> = Promise.resolve();
    await database.queries.transaction().execute(async (transaction) => {
      await transaction.updateTable('sessions').set({ revoked_at: 5 }).execute();
      remembering = browsers.remember(null, 's1');
      // SQLite has one writer: there the statement waits for its turn.
      if (database.location.dialect === 'postgres') await Promise.race([remembering, waits()]);
    });
    await remembering;
    expect(await rows()).toEqual([]);

    /** Resolves when a statement on known browsers waits for a lock; asked outside of the transaction, where this changes. */
    async function waits(): Promise<void> {
      const query = sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%known_browsers%'`;
      while ((await query.execute(database.queries)).rows.length === 0);
    }
  });

  test('go with their person', async () => {
    const { browsers, database, session, rows, li } = await bench(harness);
    await browsers.remember(null, await session('s1'));
    await database.queries.deleteFrom('users').where('id', '=', li.id).execute();
    expect(await rows()).toEqual([]);
  });

  test('are not written while the database is away, and the login goes on', async () => {
    const { browsers, table, session } = await bench(harness);
    const lines: unknown[] = [];
    const log = (line: unknown) => void lines.push(line);
    Logger.overrideLogger({ log, warn: log, error: log });
    jest.spyOn(table, 'add').mockRejectedValue(new ApiError('unavailable'));
    expect(await browsers.remember(null, await session('s1'))).toBeUndefined();
    jest.spyOn(table, 'removeUnused').mockRejectedValue(new ApiError('unavailable'));
    await browsers.tidy();
    expect(lines).toEqual([
      expect.stringContaining('not remembered'),
      expect.stringContaining('stay for now'),
    ]);
  });
});
