import { expect, test } from '@jest/globals';
import { describeEachDatabase, type DatabaseHarness } from '../../../test/each-database.ts';
import { ManualClock } from '../../../test/manual-clock.ts';
import { IdentitiesTable } from '../identities/identities-table.ts';
import { WaysIn } from '../identities/ways-in.ts';
import { PasskeysTable } from './passkeys-table.ts';
import { Passkeys, type NewPasskey } from './passkeys.service.ts';

async function bench({ open }: DatabaseHarness) {
  const [database, clock] = [await open(), new ManualClock()];
  const table = new PasskeysTable(database);
  const ways = new WaysIn(database, new IdentitiesTable(database), clock);
  const passkeys = new Passkeys(database, table, ways, clock);
  for (const id of ['u1', 'u2', 'u3'])
    await database.queries
      .insertInto('users')
      .values({ id, created_at: clock.now(), last_login_at: clock.now() })
      .execute();
  const made = (credentialId: string): NewPasskey => ({
    credentialId,
    publicKey: 'key',
    userHandle: 'u1',
    transports: ['internal', 'hybrid'],
    deviceType: 'multiDevice',
    counter: 0,
    backedUp: true,
    userVerified: true,
  });
  const merged = async (from: string, to: string, merge: string) => {
    await database.queries
      .insertInto('user_merges')
      .values({ id: merge, user_id: to, merged_id: from, merged_at: clock.now() })
      .execute();
    await table.move(database.queries, merge, from, to);
  };
  const owners = async () =>
    Object.fromEntries((await table.ofUsers(['u1', 'u2', 'u3'])).map((row) => [row.name, row.user_id]));
  return { database, clock, table, passkeys, made, merged, owners };
}

describeEachDatabase('passkeys', (harness) => {
  test('are kept as they were made; the same one again changes nothing, and is nobody else’s', async () => {
    const { clock, passkeys, made } = await bench(harness);
    const { row } = await passkeys.add('u1', made('c1'), 'one');
    expect(row).toMatchObject({ user_id: 'u1', backed_up: 1, transports: '["internal","hybrid"]' });
    expect(await passkeys.add('u1', made('c1'), 'again')).toMatchObject({
      isNew: false,
      row: { name: 'one' },
    });
    await expect(passkeys.add('u2', made('c1'), 'mine')).rejects.toMatchObject({ code: 'passkey_refused' });
    await expect(passkeys.add('nobody', made('c2'), 'x')).rejects.toMatchObject({ code: 'invalid_token' });
    expect(await passkeys.addedAt('u1')).toEqual([clock.now()]);
  });

  test('of twenty-five at once twenty are added', async () => {
    const { passkeys, made } = await bench(harness);
    const added = await Promise.allSettled(
      Array.from({ length: 25 }, (_, index) => passkeys.add('u1', made(`c${index}`), `${index}`)),
    );
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    expect(await passkeys.of('u1')).toHaveLength(20);
  });

  test('of two proofs with one counter one counts; without a counter all do', async () => {
    const { clock, passkeys, made } = await bench(harness);
    const { row } = await passkeys.add('u1', made('c1'), 'one');
    const use = (counter: number) => passkeys.use(row.id, { counter, backedUp: false, userVerified: true });
    expect([await use(0), await use(0)]).toEqual([true, true]);
    const both = await Promise.all([use(5), use(5)]);
    expect(both.sort()).toEqual([false, true]);
    expect([await use(4), await use(0), await use(6)]).toEqual([false, false, true]);
    expect(await passkeys.byCredential('c1')).toMatchObject({
      counter: 6,
      backed_up: 0,
      last_used_at: clock.now(),
    });
    expect(await passkeys.use('gone', { counter: 1, backedUp: false, userVerified: true })).toBe(false);
  });

  test('move with a merge, and back when it is undone, whatever was merged after it', async () => {
    const { database, table, passkeys, made, merged, owners } = await bench(harness);
    await passkeys.add('u1', made('c1'), 'one');
    await passkeys.add('u2', made('c2'), 'two');
    await merged('u1', 'u2', 'm1');
    await merged('u2', 'u3', 'm2');
    expect(await owners()).toEqual({ one: 'u3', two: 'u3' });
    await table.giveBack(database.queries, 'm1', 'u1', ['u2', 'u3']);
    expect(await owners()).toEqual({ one: 'u1', two: 'u3' });
    await table.giveBack(database.queries, 'm2', 'u2', ['u3']);
    expect(await owners()).toEqual({ one: 'u1', two: 'u2' });
  });
});
