import { expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { describeEachDatabase, type DatabaseHarness } from '../../test/each-database.ts';
import { ManualClock } from '../../test/manual-clock.ts';
import { peopleOf } from '../../test/support/people.ts';
import { testSettings } from '../../test/test-settings.ts';
import { AvatarsTable } from '../people/avatars/avatars-table.ts';
import { SecurityEventsTable } from '../people/audit/security-events-table.ts';
import { AuditLog } from '../people/audit/audit-log.ts';
import { KnownBrowsersTable } from '../people/known-browsers/known-browsers-table.ts';
import { EndingSteps } from '../sessions/ending-steps.ts';
import { SessionsTable } from '../sessions/sessions-table.ts';
import { WebhookOutbox } from '../webhooks/webhook-outbox.ts';
import { AccountRows } from './account-rows.ts';

Logger.overrideLogger(false);

const MINUTE = 60_000;
const place = {
  origin: 'https://a.example',
  browser: 'Firefox',
  os: 'Linux',
  ip: null,
  region: null,
  amr: ['mca'],
};

async function bench({ open, createUrl }: DatabaseHarness) {
  const url = await createUrl();
  const database = await open(url);
  // On PostgreSQL two instances, whose statements meet; SQLite belongs to one process, and has one connection.
  const another = database.location.dialect === 'postgres' ? await open(url) : database;
  const clock = new ManualClock();
  const { users, signIn: person } = peopleOf(database, clock);
  const { id } = await person('oLi');
  const now = clock.now();
  const outbox = new WebhookOutbox(clock, testSettings());
  return {
    database,
    clock,
    now,
    id,
    person,
    users,
    rows: new AccountRows(database, new KnownBrowsersTable(database), outbox, new EndingSteps()),
    otherRows: new AccountRows(another, new KnownBrowsersTable(another), outbox, new EndingSteps()),
    avatars: new AvatarsTable(another),
    sessions: new SessionsTable(another, outbox, new EndingSteps()),
    audit: new AuditLog(new SecurityEventsTable(another), clock),
    scanned: (scene: string, userId = id) => ({ userId, kind: 'scanned' as const, subject: scene, place }),
    counts: async () => {
      const tables = ['users', 'identities', 'sessions', 'security_events'] as const;
      const found = await Promise.all(
        tables.map((table) => database.queries.selectFrom(table).selectAll().execute()),
      );
      return found.map(({ length }) => length);
    },
  };
}

describeEachDatabase('the rows of an account', (harness) => {
  test('are removed together, with a webhook and the picture’s removal', async () => {
    const { rows, sessions, audit, avatars, scanned, counts, now, id, clock } = await bench(harness);
    for (const sid of ['live', 'revoked', 'expired'])
      await sessions.insert({ sid, userId: id, ...place }, now, sid === 'expired' ? now : now + MINUTE);
    await sessions.revoke({ sid: 'revoked' }, 'revoked', now);
    await avatars.announce('a.jpg', now);
    await avatars.replace(id, 'a.jpg', now);
    await audit.record(scanned('long-ago'));
    clock.advance(MINUTE);
    await audit.record(scanned('lately'));
    await audit.record({ ...scanned('lately'), kind: 'confirmed' });
    const deleted = await rows.delete(id, now, now + MINUTE);
    expect(deleted).toEqual({
      sids: ['live'],
      scenes: [{ scene: 'lately', userId: id }],
      avatars: ['a.jpg'],
    });
    expect(await counts()).toEqual([0, 0, 0, 0]);
    expect(await avatars.due(now, 10)).toEqual(['a.jpg']);
  });

  test('of others stay', async () => {
    const { rows, sessions, audit, scanned, counts, person, now, id } = await bench(harness);
    const other = await person('oWang');
    await sessions.insert({ sid: 's', userId: other.id, ...place }, now, now + MINUTE);
    await audit.record(scanned('scene', other.id));
    expect(await rows.delete(id, now, 0)).toEqual({ sids: [], scenes: [], avatars: [] });
    expect(await counts()).toEqual([1, 1, 1, 1]);
  });

  test('are deleted once', async () => {
    const { rows, otherRows, now, id } = await bench(harness);
    const both = await Promise.all([rows.delete(id, now, 0), otherRows.delete(id, now, 0)]);
    expect(both.filter((deleted) => deleted !== undefined)).toHaveLength(1);
    expect(await rows.delete(id, now, 0)).toBeUndefined();
    expect(await rows.delete('nobody', now, 0)).toBeUndefined();
  });

  test('a row that is written meanwhile is either found or refused: no session and no scene is left', async () => {
    const { rows, sessions, audit, scanned, counts, now, id } = await bench(harness);
    const sids = Array.from({ length: 30 }, (_, index) => `sid-${index}`);
    const writing = sids.flatMap((sid) => [
      sessions.insert({ sid, userId: id, ...place }, now, now + MINUTE),
      audit.record(scanned(sid)),
    ]);
    const deleting = rows.delete(id, now, 0);
    const written = await Promise.all(writing);
    const deleted = await deleting;
    const inserted = sids.filter((_, index) => written[index * 2]);
    const insertedSids = sids.filter((_, index) => written[index * 2 + 1]);
    expect(deleted?.sids.sort()).toEqual(inserted.sort());
    expect(deleted?.scenes.map(({ scene }) => scene).sort()).toEqual(insertedSids.sort());
    expect(await counts()).toEqual([0, 0, 0, 0]);
  });

  test('a picture that is given meanwhile is removed too', async () => {
    const { rows, avatars, database, now, id } = await bench(harness);
    const names = Array.from({ length: 10 }, (_, index) => `${index}.jpg`);
    for (const name of names) await avatars.announce(name, now);
    const giving = names.map((name) => avatars.replace(id, name, now));
    await rows.delete(id, now, 0);
    await Promise.all(giving);
    const left = await database.queries.selectFrom('avatar_removals').select('name').execute();
    expect(left.map(({ name }) => name).sort()).toEqual(names);
  });

  test('a sign-in meanwhile makes a new person, or finds the one who is still there', async () => {
    const { rows, person, now, id, users } = await bench(harness);
    const [, ...signedIn] = await Promise.all([
      rows.delete(id, now, 0),
      ...Array.from({ length: 5 }, () => person('oLi')),
    ]);
    const after = await person('oLi');
    expect(after.id).not.toBe(id);
    for (const user of signedIn) expect([id, after.id]).toContain(user.id);
    expect(await users.get(id)).toBeUndefined();
  });
});
