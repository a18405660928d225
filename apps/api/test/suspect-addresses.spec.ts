import { describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { SUSPECT_AFTER_PEOPLE, SuspectAddresses } from '../src/limits/suspect-addresses.ts';
import { Metrics } from '../src/platform/metrics/metrics.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { useFleets } from './support/fleet.ts';

// SCENES_PER_MINUTE is 50: what is left of it is 10. Somebody's scans are not what is tried here.
const HIGH_LIMITS = {
  TRUST_PROXY: '1',
  SCENES_PER_MINUTE: '50',
  SCANS_PER_MINUTE: '10000',
  SCANS_PER_PERSON_PER_MINUTE: '10000',
};
const SUSPECT_LIMIT = 10;
const ATTACKER = '203.0.113.5';
const NEIGHBOUR = '203.0.113.6';

type Ending = 'not_me' | 'number_mismatch' | 'declined';

/** A browser at this address shows a code, and this person scans it and ends it like that. */
async function ended(api: ApiUnderTest, ip: string, person: string, how: Ending): Promise<void> {
  if (!api.simulator.people.find(person)) api.simulator.people.add({ id: person, label: person });
  const browser = api.browser({ headers: { 'X-Forwarded-For': ip } });
  expect((await browser.register()).status).toBe(201);
  const phone = api.phone(person);
  phone.headers = { 'X-Forwarded-For': '198.51.100.7' };
  expect((await phone.scan(browser.scene)).body.request.match).toBe('number');
  if (how === 'number_mismatch') {
    const { scene } = (await browser.poll()).body;
    const number = scene.number === '10' ? '11' : '10';
    expect((await phone.confirm(browser.scene, { number })).body.code).toBe('number_mismatch');
  } else {
    const body = how === 'not_me' ? { reason: 'not_me' } : {};
    expect((await phone.reject(browser.scene, body)).status).toBe(200);
  }
}

/** How many codes an address is given at once, up to so many. */
async function given(api: ApiUnderTest, ip: string, upTo = 20): Promise<number> {
  let count = 0;
  for (; count < upTo; count += 1) {
    const { status, headers } = await api.browser({ headers: { 'X-Forwarded-For': ip } }).register();
    if (status === 201) continue;
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
    break;
  }
  return count;
}

const person = (index: number) => `person-${index}`;
const metrics = (api: ApiUnderTest) => api.app.get(Metrics).registry.metrics();

describe('issue 12, number 8: an address whose scenes many people refuse as strangers’', () => {
  test('gets a lower limit, a metric and one log line; its neighbours do not', async () => {
    const api = await startApi({ environment: HIGH_LIMITS });
    const lines: string[] = [];
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line) => void lines.push(String(line)));
    const warnings = () => lines.filter((line) => line.includes('may be passing codes on'));

    for (let index = 0; index < SUSPECT_AFTER_PEOPLE - 1; index += 1) {
      await ended(api, ATTACKER, person(index), index % 2 === 0 ? 'not_me' : 'number_mismatch');
    }
    expect(warnings()).toEqual([]);
    expect(await metrics(api)).toContain('maqiao_suspect_addresses_total 0');

    await ended(api, ATTACKER, person(SUSPECT_AFTER_PEOPLE), 'not_me');
    expect(warnings()).toEqual([expect.stringContaining('203.0.0.0/16')]);
    expect(warnings()[0]).not.toContain(ATTACKER);
    const text = await metrics(api);
    expect(text).toContain('maqiao_suspect_addresses_total 1');
    expect(text).toContain('maqiao_disowned_scenes_total{reason="not_me"} 6');
    expect(text).toContain('maqiao_disowned_scenes_total{reason="number_mismatch"} 4');
    expect(text).not.toContain('203.0.');

    expect(await given(api, ATTACKER)).toBe(SUSPECT_LIMIT);
    expect(await given(api, NEIGHBOUR, SUSPECT_LIMIT + 1)).toBe(SUSPECT_LIMIT + 1);
  });

  test('gets the lower limit for every address of its IPv6 network', async () => {
    const api = await startApi({ environment: HIGH_LIMITS });
    for (let index = 0; index < SUSPECT_AFTER_PEOPLE; index += 1)
      await ended(api, `2001:db8:1:2::${index + 1}`, person(index), 'not_me');
    expect(await given(api, '2001:db8:1:2:ffff::1')).toBe(SUSPECT_LIMIT);
    expect(await given(api, '2001:db8:1:3::1', SUSPECT_LIMIT + 1)).toBe(SUSPECT_LIMIT + 1);
  });

  test('one person who refuses a shared screen over and over counts once; so do people who only decline', async () => {
    const api = await startApi({ environment: HIGH_LIMITS });
    for (let index = 0; index < SUSPECT_AFTER_PEOPLE + 1; index += 1)
      await ended(api, ATTACKER, 'a', 'not_me');
    for (let index = 0; index < SUSPECT_AFTER_PEOPLE; index += 1)
      await ended(api, ATTACKER, person(index), 'declined');
    expect(await metrics(api)).toContain('maqiao_suspect_addresses_total 0');
    expect(await given(api, ATTACKER, SUSPECT_LIMIT + 1)).toBe(SUSPECT_LIMIT + 1);
  });

  test('a refusal counts once, and only by the person who has scanned', async () => {
    const api = await startApi({ environment: HIGH_LIMITS });
    const browser = api.browser({ headers: { 'X-Forwarded-For': ATTACKER } });
    await browser.register();
    const [scanner, other] = [api.phone('a'), api.phone('b')];
    await scanner.scan(browser.scene);
    await other.signIn();
    expect((await other.reject(browser.scene, { reason: 'not_me' })).body.code).toBe('not_scanner');
    for (let count = 0; count < 3; count += 1)
      expect((await scanner.reject(browser.scene, { reason: 'not_me' })).status).toBe(200);
    expect(await metrics(api)).toContain('maqiao_disowned_scenes_total{reason="not_me"} 1');
  });

  test('an unknown reason is refused, and changes nothing', async () => {
    const api = await startApi({ environment: HIGH_LIMITS });
    const browser = api.browser();
    await browser.register();
    const phone = api.phone();
    await phone.scan(browser.scene);
    expect((await phone.reject(browser.scene, { reason: 'other' })).body.code).toBe('invalid_request');
    expect((await browser.poll()).body.scene.status).toBe('scanned');
  });
});

describe('issue 12, number 8: suspect addresses of several instances', () => {
  const startFleet = useFleets();

  test('refusals at one instance are counted at the other', async () => {
    const { instances } = await startFleet(HIGH_LIMITS);
    const [first, second] = instances.map((api) => api.app.get(SuspectAddresses));
    const became: boolean[] = [];
    for (let index = 0; index < SUSPECT_AFTER_PEOPLE; index += 1) {
      const at = index % 2 === 0 ? first : second;
      became.push((await at?.report(ATTACKER, person(index))) === true);
      expect(await second?.report(ATTACKER, person(index))).toBe(false);
    }
    expect(became.filter(Boolean)).toHaveLength(1);
    for (let count = 0; count < SUSPECT_LIMIT; count += 1) {
      await (count % 2 === 0 ? first : second)?.scene(ATTACKER);
    }
    await expect(second?.scene(ATTACKER)).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(first?.scene(NEIGHBOUR)).resolves.toBeUndefined();
  });
});
