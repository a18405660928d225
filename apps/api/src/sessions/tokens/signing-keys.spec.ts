import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, jest, test } from '@jest/globals';
import { calculateJwkThumbprint } from 'jose';
import { describeEachDatabase } from '../../../test/each-database.ts';
import { ManualClock } from '../../../test/manual-clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { SigningKeys, type KeyFamily } from './signing-keys.ts';

/** Published for a minute longer than the last access token lives. */
const FAMILY: KeyFamily = { algorithm: 'ES256', table: 'signing_keys', outlivesSuccessionMs: 660_000 };
const MINUTE = 60_000;
const DAY = 86_400_000;
const secret = new MaqiaoSecret(Buffer.alloc(32, 9));

let opened: SigningKeys[] = [];
afterEach(() => {
  for (const keys of opened) keys.onModuleDestroy();
  opened = [];
  jest.useRealTimers();
});
async function openKeys(database: Database, clock: ManualClock): Promise<SigningKeys> {
  const keys = await SigningKeys.open(database, secret, clock, FAMILY);
  await keys.ensureFirst();
  opened.push(keys);
  return keys;
}
const kids = (keys: SigningKeys) => keys.jwks().keys.map((key) => key.kid);

describeEachDatabase('signing keys', ({ open, createUrl }) => {
  test('the first start makes one, which signs at once and is published without its private half', async () => {
    const keys = await openKeys(await open(), new ManualClock());
    const [jwk, ...others] = keys.jwks().keys;
    expect(others).toEqual([]);
    expect(Object.keys(jwk ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    expect(jwk).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' });
    expect(jwk?.kid).toBe(await calculateJwkThumbprint(jwk ?? {}));
    expect(keys.signer().kid).toBe(jwk?.kid);
  });

  test('the private half is sealed to its row', async () => {
    const database = await open();
    await openKeys(database, new ManualClock());
    const row = await database.queries.selectFrom('signing_keys').selectAll().executeTakeFirstOrThrow();
    expect(row.private_sealed).toMatch(/^v1\./);
    expect(row.public_jwk).not.toContain('"d"');
    expect(JSON.parse(secret.open('signing-keys', row.kid, row.private_sealed))).toHaveProperty('d');
  });

  test('a second start uses the same key', async () => {
    const database = await open();
    const clock = new ManualClock();
    const first = await openKeys(database, clock);
    const second = await openKeys(database, clock);
    expect(second.signer().kid).toBe(first.signer().kid);
  });

  test('two instances that start at once make one key', async () => {
    const url = await createUrl();
    const databases = [await open(url), await open(url)];
    const clock = new ManualClock();
    const [one, two] = await Promise.all(databases.map((database) => openKeys(database, clock)));
    expect(one?.signer().kid).toBe(two?.signer().kid);
    expect(one && kids(one)).toHaveLength(1);
  });

  test('a new key is published ten minutes before it signs, and the old one until its last token is dead', async () => {
    const clock = new ManualClock();
    const database = await open();
    const keys = await openKeys(database, clock);
    const old = keys.signer().kid;
    await keys.rotate();
    const young = kids(keys)[1];
    expect(kids(keys)).toEqual([old, young]);
    clock.advance(10 * MINUTE - 1);
    expect(keys.signer().kid).toBe(old);
    clock.advance(1);
    expect(keys.signer().kid).toBe(young);

    // The last token of the old key: ten minutes, and 30 s for clocks that differ.
    clock.advance(10.5 * MINUTE);
    expect(kids(keys)).toEqual([old, young]);
    expect(await keys.find(old)).toBeDefined();
    clock.advance(MINUTE);
    expect(kids(keys)).toEqual([young]);
    expect(await keys.find(old)).toBeUndefined();
    await keys.reload();
    expect(await database.queries.selectFrom('signing_keys').select('kid').execute()).toEqual([
      { kid: young },
    ]);
  });

  test('rotating on two instances at once, and once more before the new key signs, makes one', async () => {
    const url = await createUrl();
    const clock = new ManualClock();
    const one = await openKeys(await open(url), clock);
    const two = await openKeys(await open(url), clock);
    await Promise.all([one.rotate(), two.rotate()]);
    await one.rotate();
    await two.reload();
    expect(kids(one)).toHaveLength(2);
    expect(kids(two)).toEqual(kids(one));
  });

  test('says which key takes over when, and whether it was this call that made it', async () => {
    const clock = new ManualClock();
    const keys = await openKeys(await open(), clock);
    const [old] = kids(keys);
    const signsFrom = clock.now() + 10 * MINUTE;
    const first = await keys.rotate();
    const previous = { kid: old, publishedUntil: signsFrom + 11 * MINUTE };
    expect(first).toEqual({ kid: kids(keys)[1], signsFrom, previous, made: true });
    clock.advance(MINUTE);
    expect(await keys.rotate()).toEqual({ ...first, made: false });
  });

  test('replacing all leaves one key, which signs at once, also on an instance that reads it later', async () => {
    const url = await createUrl();
    const clock = new ManualClock();
    const one = await openKeys(await open(url), clock);
    const two = await openKeys(await open(url), clock);
    await one.rotate();
    await two.reload();
    const replaced = await Promise.all([one.replaceAll(), two.replaceAll()]);
    await one.reload();
    expect(kids(one)).toHaveLength(1);
    await two.reload();
    expect(kids(two)).toEqual(kids(one));
    expect(two.signer().kid).toBe(one.signer().kid);
    expect(replaced.some(({ made }) => made)).toBe(true);
  });

  test('every minute it looks for others’ keys, and makes a successor of one that has signed for 90 days', async () => {
    jest.useFakeTimers({
      doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'],
    });
    const clock = new ManualClock();
    const keys = await openKeys(await open(), clock);
    const until = async (condition: () => boolean) => {
      while (!condition()) await delay(1);
    };
    clock.advance(90 * DAY);
    jest.advanceTimersByTime(MINUTE);
    await keys.reload();
    expect(kids(keys)).toHaveLength(1);
    clock.advance(1);
    jest.advanceTimersByTime(MINUTE);
    await until(() => kids(keys).length === 2);
  });

  test('a key that another instance has made is found by its id, looked for at most every five seconds', async () => {
    const url = await createUrl();
    const clock = new ManualClock();
    const one = await openKeys(await open(url), clock);
    const two = await openKeys(await open(url), clock);
    await two.rotate();
    const made = kids(two)[1] ?? '';
    expect(await one.find(made)).toBeUndefined();
    clock.advance(5000);
    expect(await one.find(made)).toMatchObject({ kid: made });
    expect(await one.find('invented')).toBeUndefined();
  });
});
