import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { until } from '../support/until.ts';
import { startFleet, type Fleet } from './support/fleet.ts';
import { Phone } from './support/phone.ts';

jest.setTimeout(120_000);

const ROUNDS = 5;
const PEOPLE = 12;

let fleet: Fleet;
beforeAll(async () => void (fleet = await startFleet()));
afterAll(() => fleet?.stop());

/** A person whose code is on a screen; every scan of it takes a new login code to WeChat, and their row to the database. */
async function personWithCode(number: number): Promise<{ scan(): Promise<string> }> {
  const { id } = fleet.wechat.people.add({ id: `scans-${number}`, label: 'S' });
  const scene = createSceneName(createVerifier(globalThis.crypto), Date.now());
  const response = await fetch(`${fleet.url}/api/scenes`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ scene }),
  });
  expect(response.status).toBe(201);
  const phone = new Phone(fleet.url, fleet.wechat, id);
  return {
    async scan() {
      const answer = await phone.scan(scene);
      return 'body' in answer ? 'ok' : answer.code;
    },
  };
}

describe('issue 12, number 16: PostgreSQL is restarted again and again while people scan', () => {
  test('they get `unavailable`, never an error of WeChat, and then they scan', async () => {
    const people = await Promise.all(Array.from({ length: PEOPLE }, (_, number) => personWithCode(number)));
    const heard = new Set<string>();
    let stopping = false;
    const scanning = people.map(async (person) => {
      while (!stopping) heard.add(await person.scan());
    });
    for (let round = 0; round < ROUNDS; round += 1) {
      await fleet.postgres.kill();
      heard.delete('unavailable');
      await until(() => heard.has('unavailable'), 'somebody to be told that the database is away');
      await fleet.postgres.start();
      heard.delete('ok');
      await until(() => heard.has('ok'), 'somebody to scan again');
    }
    stopping = true;
    await Promise.all(scanning);
    expect([...heard].toSorted()).toEqual(['ok', 'unavailable']);
    await until(() => fleet.isReady(), 'all to be ready');
    expect(await Promise.all(people.map((person) => person.scan()))).toEqual(people.map(() => 'ok'));
  });
});
