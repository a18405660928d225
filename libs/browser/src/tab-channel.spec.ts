import { afterEach, describe, expect, test } from '@jest/globals';
import { browserTabs, type TabMessage } from './tab-channel.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  Reflect.deleteProperty(globalThis, 'location');
});

/** Resolves with the first message that logins at that server hear. */
function heardAt(baseUrl: string): Promise<TabMessage> {
  return new Promise((resolve) => stops.push(browserTabs(baseUrl).listen(resolve)));
}

describe('issue 13, number 11: logins hear each other however their server is written', () => {
  test.each([
    ['', 'https://login.example.com'],
    ['https://login.example.com', ''],
    ['https://LOGIN.example.com:443', 'https://login.example.com'],
    ['http://localhost:3000', 'http://localhost:3000'],
  ])('%j and %j', async (one, other) => {
    Object.defineProperty(globalThis, 'location', {
      configurable: true,
      value: { origin: 'https://login.example.com' },
    });
    const heard = heardAt(one);
    browserTabs(other).post('signed-out');
    expect(await heard).toBe('signed-out');
  });

  test('logins at different servers do not', async () => {
    const heard: string[] = [];
    stops.push(browserTabs('https://a.example.com').listen((message) => heard.push(`a ${message}`)));
    const end = heardAt('https://b.example.com').then((message) => heard.push(`b ${message}`));
    browserTabs('https://a.example.com').post('signed-in');
    browserTabs('https://b.example.com').post('signed-out');
    await end;
    expect(heard).toEqual(['a signed-in', 'b signed-out']);
  });

  test('an invalid address, or a missing BroadcastChannel, is no error', () => {
    expect(() => browserTabs('nonsense').post('signed-in')).not.toThrow();
  });
});
