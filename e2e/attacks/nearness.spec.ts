import { describe, expect, test } from '@jest/globals';
import { useTarget, type Target } from './support/target.ts';

type Headers = Readonly<Record<string, string>>;

/** How near an attacker's browser and a victim's phone are said to be, and whether digits are asked for. */
async function nearness(target: Target, ofBrowser: Headers, ofPhone: Headers): Promise<string> {
  const browser = target.browser({ ip: undefined, headers: ofBrowser });
  const phone = target.phone({ ip: undefined });
  Object.assign(phone.headers, ofPhone);
  expect((await browser.register()).status).toBe(201);
  const { status, body } = await phone.scan(browser.scene);
  expect(status).toBe(200);
  const { near, match } = body.request;
  // Nobody is let off the digits by an address that says nothing.
  if (near !== 'same-network') expect([near, match]).toEqual([near, 'number']);
  return near;
}

const forwarded = (chain: string): Headers => ({ 'X-Forwarded-For': chain });

describe('issue 12, number 3: nearness behind a proxy that TRUST_PROXY does not count', () => {
  const target = useTarget({ TRUST_PROXY: '0' });

  test.each<[string, Headers]>([
    ['no header at all', {}],
    ['X-Real-IP only', { 'X-Real-IP': '203.0.113.5' }],
    ['Forwarded only', { Forwarded: 'for=203.0.113.5;proto=https' }],
    ['X-Forwarded-For', forwarded('203.0.113.5')],
  ])('sits anywhere in the world, behind a proxy that adds %s', async (_what, headers) => {
    expect(await nearness(target(), headers, headers)).toBe('unknown');
  });
});

describe('issue 12, number 3: nearness behind one proxy, as TRUST_PROXY says', () => {
  const target = useTarget();
  const attacker = '203.0.113.5';
  const victim = '198.51.100.9';

  test.each<[string, Headers, Headers]>([
    ['nobody forwards', {}, {}],
    ['the proxy adds X-Real-IP only', { 'X-Real-IP': attacker }, { 'X-Real-IP': victim }],
    ['the proxy adds Forwarded only', { Forwarded: `for=${attacker}` }, { Forwarded: `for=${victim}` }],
    [
      'one proxy more than TRUST_PROXY says',
      forwarded(`${attacker}, 10.0.0.7`),
      forwarded(`${victim}, 10.0.0.7`),
    ],
    [
      'one public proxy more than TRUST_PROXY says',
      forwarded(`${attacker}, 192.0.2.80`),
      forwarded(`${victim}, 192.0.2.80`),
    ],
    [
      'the victim’s address is claimed before a proxy that appends',
      forwarded(`${victim}, ${attacker}`),
      forwarded(victim),
    ],
    ['private addresses', forwarded('192.168.1.20'), forwarded('192.168.1.20')],
    ['loopback addresses', forwarded('127.0.0.1'), forwarded('127.0.0.1')],
    ['a loopback and a mapped one', forwarded('::1'), forwarded('::ffff:127.0.0.1')],
    ['a UNIX socket', forwarded('unix:'), forwarded('unix:')],
    ['unknown', forwarded('unknown'), forwarded('unknown')],
    ['obfuscated names', forwarded('_hidden'), forwarded('_hidden')],
    ['an empty entry', forwarded(''), forwarded('')],
    ['commas', forwarded(','), forwarded(',')],
    ['words', forwarded('everybody'), forwarded('everybody')],
    [
      'two people whose IPv4 is written as mapped IPv6',
      forwarded('::ffff:cb00:7105'),
      forwarded('::ffff:c633:6409'),
    ],
    ['two people behind NAT64', forwarded('64:ff9b::cb00:7105'), forwarded('64:ff9b::c633:6409')],
    ['two people behind NAT64, dotted', forwarded(`64:ff9b::${attacker}`), forwarded(`64:ff9b::${victim}`)],
    [
      'two people of one Teredo server',
      forwarded('2001:0:4136:e378:8000:63bf:34ff:8efa'),
      forwarded('2001:0:4136:e378:8000:63bf:39cc:9bf6'),
    ],
    ['link-local addresses with zones', forwarded('fe80::1%eth0'), forwarded('fe80::1%eth0')],
    ['octal and whole-number spellings', forwarded('0313.0.0161.05'), forwarded('3405803781')],
  ])('is taken for somebody near: %s', async (_what, ofBrowser, ofPhone) => {
    expect(['unknown', 'elsewhere']).toContain(await nearness(target(), ofBrowser, ofPhone));
  });

  test.each([
    [`${victim}:1111`, `${victim}:2222`],
    ['[2001:db8:1:2::1]:1111', '[2001:db8:1:2::2]:2222'],
    [`::ffff:${victim}`, victim],
    ['::ffff:c633:6409', victim],
    ['64:ff9b::c633:6409', victim],
  ])('is not near themselves: %s and %s are one place, or nothing is said', async (one, other) => {
    expect(['same-network', 'unknown']).toContain(await nearness(target(), forwarded(one), forwarded(other)));
  });

  test('is logged once, however often it happens', async () => {
    for (let count = 0; count < 3; count++) await nearness(target(), {}, {});
    const warnings = target()
      .instance.output.split('\n')
      .filter((line) => /"level":40.*TRUST_PROXY/.test(line));
    expect(new Set(warnings.map((line) => (JSON.parse(line) as { msg: string }).msg)).size).toBe(
      warnings.length,
    );
    expect(warnings.length).toBeGreaterThan(0);
  });
});

describe('issue 12, number 3: spellings do not open limits', () => {
  const target = useTarget({ SCENES_PER_MINUTE: '3' });

  test('writes one address in many ways to have as many limits', async () => {
    const ways = [
      '203.0.113.5',
      '203.0.113.5:1',
      '203.0.113.5:2',
      '::ffff:203.0.113.5',
      '::ffff:cb00:7105',
      '::FFFF:CB00:7105',
      '0:0:0:0:0:ffff:cb00:7105',
    ];
    const statuses: number[] = [];
    for (const way of ways) {
      statuses.push((await target().browser({ ip: way }).register()).status);
    }
    expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(3);
  });
});
