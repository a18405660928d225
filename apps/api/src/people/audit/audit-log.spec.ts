import { expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { describeEachDatabase, type DatabaseHarness } from '../../../test/each-database.ts';
import { ManualClock } from '../../../test/manual-clock.ts';
import { peopleOf } from '../../../test/support/people.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import type { SecurityEventDraft } from './security-event.ts';
import { SecurityEventsTable } from './security-events-table.ts';
import { AuditLog } from './audit-log.ts';
import { AuditHousekeeping } from './audit-housekeeping.ts';

const DAY = 86_400_000;
const IDENTITY = { id: 'i'.repeat(43), provider: 'wechat-website', appId: 'wx0000000000000003' } as const;

async function bench({ open }: DatabaseHarness) {
  const [database, clock] = [await open(), new ManualClock()];
  const lines: Record<string, unknown>[] = [];
  const log = (line: unknown) => void lines.push(line as Record<string, unknown>);
  Logger.overrideLogger({ log, warn: log, error: log });
  const table = new SecurityEventsTable(database);
  const people = peopleOf(database, clock);
  const [li, wang] = [await people.signIn('oLi'), await people.signIn('oWang')];
  const draft = (change: Partial<SecurityEventDraft> = {}): SecurityEventDraft => ({
    userId: li.id,
    kind: 'scanned',
    subject: 'scene-1',
    place: {
      origin: 'https://a.example',
      browser: 'Firefox',
      os: 'Linux',
      region: '浙江 杭州',
      ip: '203.0.0.0/16',
    },
    ...change,
  });
  return {
    database,
    clock,
    table,
    audit: new AuditLog(table, clock),
    housekeeping: new AuditHousekeeping(table, clock),
    lines,
    li,
    wang,
    draft,
  };
}

describeEachDatabase('the audit log', (harness) => {
  test('returns a person’s own entries, newest first', async () => {
    const { audit, clock, draft, li, wang } = await bench(harness);
    await audit.record(draft());
    clock.advance(1000);
    const at = new Date(clock.now()).toISOString();
    await audit.record(
      draft({
        kind: 'signed_out',
        subject: 's1',
        sessionId: 's1',
        by: 'phone',
        reason: 'not_me',
        client: { id: 'books', name: '山前书店' },
        method: 'website',
        identity: IDENTITY,
      }),
    );
    const place = { origin: 'https://a.example', browser: 'Firefox', os: 'Linux', region: '浙江 杭州' };
    const id = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await audit.read(li.id, 30)).toEqual({
      events: [
        {
          ...place,
          id,
          kind: 'signed_out',
          at,
          ip: '203.0.0.0/16',
          sessionId: 's1',
          by: 'phone',
          reason: 'not_me',
          client: '山前书店',
          clientId: 'books',
          method: 'website',
          identity: IDENTITY,
        },
        { ...place, id, kind: 'scanned', at: new Date(clock.now() - 1000).toISOString(), ip: '203.0.0.0/16' },
      ],
      next: null,
    });
    expect(await audit.read(wang.id, 30)).toEqual({ events: [], next: null });
  });

  test('events of one millisecond stay in their order', async () => {
    const { audit, draft, li } = await bench(harness);
    const subjects = Array.from({ length: 12 }, (_, n) => `s${n}`);
    for (const subject of subjects)
      await audit.record(draft({ kind: 'signed_out', subject, sessionId: subject }));
    const { events } = await audit.read(li.id, 30);
    expect(events.map((event) => ('sessionId' in event ? event.sessionId : undefined))).toEqual(
      subjects.reverse(),
    );
  });

  test('stores each event once, also when it is recorded several times at once', async () => {
    const { audit, draft, li, lines } = await bench(harness);
    const recorded = await Promise.all(Array.from({ length: 10 }, () => audit.record(draft())));
    expect(recorded.filter(Boolean)).toHaveLength(1);
    await audit.record(draft({ kind: 'confirmed' }));
    await audit.record(draft({ subject: 'scene-2' }));
    expect((await audit.read(li.id, 30)).events).toHaveLength(3);
    expect(lines).toHaveLength(3);
  });

  test('is read page by page, without gaps or repeats while new entries come', async () => {
    const { audit, clock, draft, li } = await bench(harness);
    for (let index = 0; index < 7; index += 1) {
      clock.advance(index % 2); // some in the same millisecond
      await audit.record(draft({ subject: `scene-${index}` }));
    }
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const { events, next } = await audit.read(li.id, 3, before);
      seen.push(...events.map(({ id }) => id));
      before = next ?? undefined;
      clock.advance(1);
      await audit.record(draft({ subject: `late-${seen.length}` }));
    } while (before !== undefined);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  test('a page that ends exactly with the audit log is the last one', async () => {
    const { audit, draft, li } = await bench(harness);
    await audit.record(draft());
    expect(await audit.read(li.id, 1)).toMatchObject({ events: [{}], next: null });
  });

  test('goes back 90 days, for the reader at once and in the database after the next round', async () => {
    const { audit, clock, draft, li, housekeeping, database } = await bench(harness);
    await audit.record(draft());
    clock.advance(45 * DAY);
    await audit.record(draft({ kind: 'confirmed' }));
    clock.advance(45 * DAY);
    await housekeeping.purge();
    expect((await audit.read(li.id, 30)).events.map(({ kind }) => kind)).toEqual(['confirmed', 'scanned']);
    clock.advance(1);
    expect((await audit.read(li.id, 30)).events.map(({ kind }) => kind)).toEqual(['confirmed']);
    await Promise.all([housekeeping.purge(), housekeeping.purge()]);
    const rows = await database.queries.selectFrom('security_events').select('kind').execute();
    expect(rows).toEqual([{ kind: 'confirmed' }]);
  });

  test('the purge runs at the start', async () => {
    const { audit, clock, draft, table, database } = await bench(harness);
    await audit.record(draft());
    clock.advance(91 * DAY);
    const housekeeping = new AuditHousekeeping(table, clock);
    await housekeeping.onModuleInit();
    housekeeping.onModuleDestroy();
    expect(await database.queries.selectFrom('security_events').select('id').execute()).toEqual([]);
  });

  test('is empty for an unknown or deleted person', async () => {
    const { audit, draft, li, database, lines } = await bench(harness);
    await audit.record(draft());
    expect(await audit.record(draft({ userId: 'nobody' }))).toBe(false);
    expect(lines).toHaveLength(1);
    await database.queries.deleteFrom('users').where('id', '=', li.id).execute();
    expect(await database.queries.selectFrom('security_events').select('id').execute()).toEqual([]);
  });

  test('logs each entry in one line with ids and fixed words, without an address', async () => {
    const { audit, draft, li, lines } = await bench(harness);
    await audit.record(draft({ kind: 'signed_out', subject: 's1', sessionId: 's1', by: 'all' }));
    expect(lines).toEqual([
      {
        event: 'security',
        kind: 'signed_out',
        user: li.id,
        origin: 'https://a.example',
        session: 's1',
        by: 'all',
      },
    ]);
  });

  test('and which client asked, by which method, and the identity by its public id', async () => {
    const { audit, draft, lines } = await bench(harness);
    const client = { id: 'books', name: '山前书店' };
    await audit.record(draft({ kind: 'signed_in', client, method: 'website', identity: IDENTITY }));
    expect(lines).toMatchObject([
      { kind: 'signed_in', client: '山前书店', clientId: 'books', method: 'website', identity: IDENTITY },
    ]);
  });

  test('with the database away the event is logged all the same, and nothing is thrown', async () => {
    const { audit, table, draft, lines } = await bench(harness);
    jest.spyOn(table, 'insert').mockRejectedValue(new ApiError('unavailable'));
    expect(await audit.record(draft({ kind: 'refresh_reused' }))).toBe(false);
    expect(lines).toEqual([
      expect.objectContaining({ event: 'security', kind: 'refresh_reused' }),
      expect.stringContaining('not in the audit log'),
    ]);
  });
});
