import { describe, expect, test } from '@jest/globals';
import { FORGED, forwardingOf, type Forwarding } from './check-forwarding.ts';

const ORIGIN = 'https://login.example.com';
const HERE = '203.0.113.5';

/** How two calls look behind proxies that write this chain; `appends`: what came with the call stays before it. */
function calls(
  trustProxy: number,
  chain: string[],
  { appends = false, otherHeaders = [] as Forwarding['otherHeaders'] } = {},
) {
  const arrived = (forwardedFor: string[]): Forwarding => {
    const ip = forwardedFor.at(-Math.min(trustProxy, forwardedFor.length)) ?? '10.0.0.9';
    return { ip: ip === 'unix:' ? null : ip, forwardedFor, otherHeaders, trustProxy };
  };
  return [arrived(chain), arrived(appends ? [FORGED, ...chain] : chain)] as const;
}

describe('issue 12, number 3: the doctor says what is wrong with the proxies', () => {
  test.each([
    ['no header, TRUST_PROXY 0', calls(0, []), 'proxy_silent'],
    ['no header, TRUST_PROXY 1', calls(1, []), 'forwarding_missing'],
    ['X-Real-IP only, TRUST_PROXY 0', calls(0, [], { otherHeaders: ['x-real-ip'] }), 'forwarding_elsewhere'],
    ['Forwarded only, TRUST_PROXY 2', calls(2, [], { otherHeaders: ['forwarded'] }), 'forwarding_elsewhere'],
    ['a header, TRUST_PROXY 0', calls(0, [HERE]), 'trust_proxy_zero'],
    ['one more than told', calls(1, [HERE, '10.0.0.1']), 'trust_proxy_low'],
    ['one less than told, that replaces', calls(2, [HERE]), 'trust_proxy_high'],
    ['one less than told, that adds', calls(2, [HERE], { appends: true }), 'address_forgeable'],
    ['no address', calls(1, ['unix:']), 'address_unreadable'],
    ['as told', calls(1, [HERE]), 'forwarding_ok'],
    ['as told, adding', calls(1, [HERE], { appends: true }), 'forwarding_ok'],
  ])('behind https, %s', (_name, [plain, forged], code) => {
    expect(forwardingOf(ORIGIN, plain, forged).code).toBe(code);
  });

  test('without a proxy, and on this machine, no header is as it should be', () => {
    for (const origin of ['http://192.168.1.9:3000', 'http://localhost:3000', 'https://localhost']) {
      expect(forwardingOf(origin, ...calls(0, [])).code).toBe('forwarding_ok');
    }
  });
});
