import { describe, expect, test } from '@jest/globals';
import { signIn } from './support/sign-in.ts';
import { ATTACKER_IP, useTarget } from './support/target.ts';

describe('issue 12, number 9: bodies that are more than they say', () => {
  const target = useTarget();

  test('pollutes every object by the names that JavaScript gives to prototypes', async () => {
    const { scene } = target().browser();
    for (const body of [
      `{"__proto__":{"scene":"${scene}"}}`,
      `{"constructor":{"prototype":{"isAdmin":true}},"scene":"${scene}"}`,
      `{"scene":"${scene}","__proto__":{"display":"same-phone"}}`,
      `{"scene":"${scene}","\\u005f_proto__":{"display":"same-phone"}}`,
      `{"scene":"x","scene":{"__proto__":null}}`,
    ]) {
      const { status } = await target().browser().send('POST', '/api/scenes', body);
      expect([body, status]).toEqual([body, 400]);
    }
    const plain = target().browser();
    expect((await plain.register()).status).toBe(201);
    expect((await target().phone().scan(plain.scene)).body.request.display).toBe('screen');
  });

  test('sends what is deep, wide, long or almost JSON', async () => {
    const { scene } = target().browser();
    const bodies = [
      '['.repeat(8_000) + ']'.repeat(8_000),
      '{"a":'.repeat(2_500) + '1' + '}'.repeat(2_500),
      `{"scene":"${scene}"}{"scene":"${scene}"}`,
      `\uFEFF{"scene":1}`,
      `{"scene":"${scene}",}`,
      `{'scene':'${scene}'}`,
      `{"scene":NaN}`,
      `{"scene":1e999}`,
      `{"scene":"\\ud800"}`,
      Buffer.from('{"scene":"\xff\xfe"}', 'latin1'),
      Buffer.from(`{"scene":"${scene}"}`, 'utf16le'),
      'true',
      '"x"',
      'null',
      ' ',
    ];
    for (const body of bodies) {
      const { status } = await target().browser({ ip: ATTACKER_IP }).send('POST', '/api/scenes', body);
      expect([String(body).slice(0, 30), status]).toEqual([String(body).slice(0, 30), 400]);
    }
    for (const length of [16_385, 1_000_000]) {
      const { status, body } = await target()
        .browser({ ip: ATTACKER_IP })
        .send<{ code: string }>('POST', '/api/scenes', `{"scene":"${'A'.repeat(length)}"}`);
      expect([status, body.code]).toEqual([413, 'payload_too_large']);
    }
    const packed = await target()
      .browser({ ip: ATTACKER_IP })
      .send('POST', '/api/scenes', Buffer.from('1f8b08000000000000030300000000000000000000', 'hex'), {
        'Content-Encoding': 'gzip',
      });
    expect(packed.status).toBeGreaterThanOrEqual(400);
  });

  test('fills the head: thousands of headers, a header of a megabyte, an address of a megabyte', async () => {
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, turn) => [`X-${turn}`, 'y']));
    for (const headers of [many, { 'X-Long': 'y'.repeat(1_000_000) }, { Cookie: 'a=b; '.repeat(100_000) }]) {
      const answer = await target()
        .browser()
        .send('GET', '/api/me', undefined, headers)
        .catch((cut: unknown) => cut as Error);
      if ('status' in answer) expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    const long = await target()
      .browser()
      .send('GET', `/${'a'.repeat(100_000)}`)
      .catch((cut: unknown) => cut as Error);
    if ('status' in long) expect(long.status).toBeGreaterThanOrEqual(400);
    await signIn(target().browser(), target().phone());
  });
});

describe('issue 12, number 9: names that turn a page over', () => {
  const target = useTarget();

  test.each([
    ['right-to-left override', 'abc\u202Egnp.exe'],
    ['isolates', '\u2066admin\u2069'],
    ['nothing to see', '\u200B\u200D\u2060'],
    ['a Hangul filler', '\u3164'],
    ['a braille blank', '\u2800'],
    ['two hundred marks on one letter', `Z${'\u0301'.repeat(200)}`],
    ['line ends', 'a\nb'],
    ['a line separator', 'a\u2028b'],
    ['NUL', 'a\u0000b'],
    ['escape sequences of a terminal', '\u001b[31mred'],
    ['half a character', '\ud83d'],
    ['tags', 'a\u{E0061}\u{E0062}'],
    ['thirty-three letters', 'a'.repeat(33)],
    ['nothing', ''],
  ])('takes a name of %s', async (_what, nickname) => {
    const phone = target().phone();
    await phone.signIn();
    const { status, text } = await phone.send('PUT', '/api/me', { nickname });
    const kept = (await phone.send<{ nickname: string | null }>('GET', '/api/me')).body.nickname;
    if (status === 200) {
      // What is kept is short, and shows something.
      expect(kept?.length ?? 0).toBeLessThan(100);
      expect(kept ?? 'x').toMatch(/[\p{L}\p{N}\p{P}\p{S}]/u);
    } else expect([status, text.includes('invalid_request')]).toEqual([400, true]);
  });

  test('writes a page’s script as their name: it is text, wherever it comes back', async () => {
    const phone = target().phone();
    await phone.signIn();
    const nickname = '<img src=x onerror=a()>';
    expect((await phone.send('PUT', '/api/me', { nickname })).status).toBe(200);
    const me = await phone.send<{ nickname: string }>('GET', '/api/me');
    expect([me.body.nickname, me.headers['content-type']]).toEqual([
      nickname,
      expect.stringMatching(/^application\/json/),
    ]);
    expect(me.headers['x-content-type-options']).toBe('nosniff');
  });

  test('writes lines of the log by a User-Agent, a path and a request id of their own', async () => {
    const forged = '"}\n{"level":60,"msg":"forged"}';
    const browser = target().browser({
      headers: {
        'User-Agent': encodeURIComponent(forged),
        'X-Request-Id': 'forged-id',
        traceparent: 'forged-trace',
      },
    });
    await browser.register();
    await browser.send('GET', `/api/${encodeURIComponent(forged)}`);
    await browser.send('GET', '/api/x\u001b[2J'.replace('\u001b', '%1b'));
    const lines = target().instance.output.trim().split('\n');
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
    const levels = lines.map(
      (line) => JSON.parse(line) as { level: number; msg?: string; requestId?: string },
    );
    expect(levels.filter(({ msg, requestId }) => msg === 'forged' || requestId === 'forged-id')).toHaveLength(
      0,
    );
    expect(target().instance.output.includes('\u001b')).toBe(false);
  });
});
