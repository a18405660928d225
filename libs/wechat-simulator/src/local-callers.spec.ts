import { describe, expect, test } from '@jest/globals';
import { networkInterfaces } from 'node:os';
import { ownAddresses, refuseRemotePeer } from './local-callers.ts';
import { postJson, rawRequest, simulatorForTest } from './test-support.ts';

const PATHS = ['/control/people', '/phone/people'];

describe('pages of other sites', () => {
  test.each(PATHS)('%s takes no foreign Origin', async (path) => {
    const simulator = await simulatorForTest();
    const { port } = new URL(simulator.url);
    const status = async (origin: string) =>
      (await rawRequest(simulator.url, path, { headers: { Origin: origin } })).status;
    expect(await status(simulator.url)).toBe(200);
    expect(await status(`http://localhost:${port}`)).toBe(200);
    expect(await status('http://localhost:1')).toBe(403);
    expect(await status(`https://localhost:${port}`)).toBe(403);
    expect(await status('https://elsewhere.example')).toBe(403);
    expect(await status('null')).toBe(403);
  });

  test.each(PATHS)('%s takes no cross-site call without Origin', async (path) => {
    const simulator = await simulatorForTest();
    const status = async (site: string) =>
      (await rawRequest(simulator.url, path, { headers: { 'Sec-Fetch-Site': site } })).status;
    expect(await status('same-origin')).toBe(200);
    expect(await status('none')).toBe(200);
    expect(await status('same-site')).toBe(403);
    expect(await status('cross-site')).toBe(403);
  });

  test.each([...PATHS, '/phone/'])('%s takes no foreign Host', async (path) => {
    const simulator = await simulatorForTest({ publicUrl: 'https://phone.example' });
    const { port } = new URL(simulator.url);
    const status = async (host: string) =>
      (await rawRequest(simulator.url, path, { headers: { Host: host } })).status;
    expect(await status('elsewhere.example')).toBe(403);
    expect(await status(`elsewhere.example:${port}`)).toBe(403);
    expect(await status('localhost')).toBe(403);
    for (const own of [`localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`, 'phone.example']) {
      expect(await status(own)).not.toBe(403);
    }
  });

  test('the phone page itself may be reached by a link from elsewhere', async () => {
    const simulator = await simulatorForTest();
    const headers = { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'navigate' };
    expect((await rawRequest(simulator.url, '/phone/?scene=a', { headers })).status).not.toBe(403);
  });

  test('a refused call has no effect', async () => {
    const simulator = await simulatorForTest();
    const answer = await rawRequest(simulator.url, '/control/people/a', {
      method: 'DELETE',
      headers: { Origin: 'https://elsewhere.example' },
    });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'origin_not_allowed' });
    expect(simulator.people.find('a')).toBeDefined();
  });
});

describe('addresses', () => {
  test('the public address and, on every interface, the machine’s own addresses are ours', () => {
    const own = ownAddresses('0.0.0.0', 3001, 'https://phone.example');
    expect(own.hosts).toContain('phone.example');
    expect(own.origins).toContain('https://phone.example');
    const ipv4 = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family }) => family === 'IPv4');
    for (const { address } of ipv4) expect(own.hosts).toContain(`${address}:3001`);
    expect(ownAddresses('127.0.0.1', 3001, 'http://127.0.0.1:3001').hosts).not.toContain('0.0.0.0:3001');
  });

  test('control calls come from this machine only', () => {
    for (const address of ['127.0.0.1', '127.0.0.2', '::1', '::ffff:127.0.0.1']) {
      expect(() => refuseRemotePeer(address)).not.toThrow();
    }
    for (const address of ['192.168.1.20', '::ffff:192.168.1.20', 'fe80::1', undefined]) {
      expect(() => refuseRemotePeer(address)).toThrow('from this machine only');
    }
  });

  test('binds to loopback unless asked otherwise', async () => {
    const simulator = await simulatorForTest();
    expect(simulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(simulator.publicUrl).toBe(simulator.url);
    const open = await simulatorForTest({ host: '0.0.0.0' });
    expect(open.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await postJson(`${open.url}/control/reset`, {})).status).toBe(204);
    await expect(simulatorForTest({ publicUrl: 'phone' })).rejects.toThrow(TypeError);
  });
});

test('bound to another address, it still answers at loopback, where the API asks', async () => {
  const simulator = await simulatorForTest({ host: '127.0.0.2' });
  const { port, hostname } = new URL(simulator.url);
  expect(hostname).toBe('127.0.0.2');
  for (const address of [simulator.url, `http://127.0.0.1:${port}`]) {
    expect((await rawRequest(address, '/control/people')).status).toBe(200);
  }
});
