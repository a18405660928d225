import { describe, expect, test } from '@jest/globals';
import jpeg from 'jpeg-js';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import type { Simulator } from '../simulator-options.ts';
import { accessToken, errcodeOf, fetchWxacode, simulatorForTest } from '../test-support.ts';

/** Every character that WeChat allows which a URL must encode or might change. */
const ODD_SCENE = "!#$&'()*+,/:;=?@-._~0aZ";
const SCENE = 'aB3_-Zz9aB3_-Zz9aB3_-Zz9aB3_-Zz9';
const PAGE = 'pages/login/index';

async function order(simulator: Simulator, body: unknown): Promise<Response> {
  return fetchWxacode(simulator, await accessToken(simulator), body);
}

async function bytesOf(answer: Response): Promise<Buffer> {
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  return Buffer.from(await answer.arrayBuffer());
}

function decode(image: { data: Uint8Array; width: number; height: number }): string | undefined {
  const find = jsQR as unknown as typeof jsQR.default;
  return find(new Uint8ClampedArray(image.data), image.width, image.height)?.data;
}

describe('getwxacodeunlimit', () => {
  test.each([undefined, 280, 430, 1280])('a JPEG of width %p carries the phone address', async (width) => {
    const simulator = await simulatorForTest({ publicUrl: 'http://192.168.1.20:3001' });
    const image = jpeg.decode(await bytesOf(await order(simulator, { scene: SCENE, page: PAGE, width })));
    expect([image.width, image.height]).toEqual([width ?? 430, width ?? 430]);
    expect(decode(image)).toBe(
      `http://192.168.1.20:3001/phone/?scene=${SCENE}&page=${encodeURIComponent(PAGE)}`,
    );
  });

  test('the longest and oddest scene survives at the smallest width', async () => {
    const simulator = await simulatorForTest();
    for (const scene of [ODD_SCENE, '?'.repeat(32)]) {
      const image = jpeg.decode(await bytesOf(await order(simulator, { scene, page: PAGE, width: 280 })));
      const address = new URL(decode(image) ?? '');
      expect(address.origin).toBe(simulator.url);
      expect(address.pathname).toBe('/phone/');
      expect(Object.fromEntries(address.searchParams)).toEqual({ scene, page: PAGE });
    }
  });

  test('keeps four modules of white around, also in the colour asked for', async () => {
    const simulator = await simulatorForTest();
    const colour = { r: 20, g: '40', b: 120 };
    const answer = await order(simulator, { scene: SCENE, is_hyaline: true, line_color: colour });
    const image = PNG.sync.read(await bytesOf(answer));
    const pixel = (x: number, y: number) => [
      ...image.data.subarray((y * image.width + x) * 4).subarray(0, 4),
    ];
    // Along the diagonal the first dark pixel is the corner of the finder pattern, seven modules wide.
    let start = 0;
    while (pixel(start, start)[3] === 0) start++;
    let end = start;
    while (pixel(end, start)[3] === 255) end++;
    expect(pixel(start, start)).toEqual([20, 40, 120, 255]);
    expect(start).toBeGreaterThanOrEqual((4 * (end - start)) / 7);
    for (let step = 0; step < image.width; step++) expect(pixel(step, start - 1)[3]).toBe(0);
  });

  test('is_hyaline gives PNG bytes under image/jpeg, scannable', async () => {
    const simulator = await simulatorForTest();
    const bytes = await bytesOf(await order(simulator, { scene: SCENE, is_hyaline: true }));
    expect(bytes.subarray(0, 4).toString('hex')).toBe('89504e47');
    expect(decode(PNG.sync.read(bytes))).toBe(`${simulator.url}/phone/?scene=${SCENE}`);
  });

  test.each([
    ['no scene', {}, 40129],
    ['a character outside the alphabet', { scene: 'a b' }, 40129],
    ['a Chinese scene', { scene: '登录' }, 40129],
    ['a scene of 33', { scene: 'x'.repeat(33) }, 40169],
    ['a dashed UUID', { scene: '123e4567-e89b-12d3-a456-426614174000' }, 40169],
    ['an empty scene', { scene: '' }, 40169],
    ['a number as scene', { scene: 7 }, 40097],
    ['a leading slash', { scene: 'a', page: `/${PAGE}` }, 41030],
    ['a query', { scene: 'a', page: `${PAGE}?a=1` }, 41030],
    ['a page that is not published', { scene: 'a', page: 'pages/other/index' }, 41030],
    ['an unknown env_version', { scene: 'a', env_version: 'beta', check_path: false }, 41030],
    ['a width of 279', { scene: 'a', width: 279 }, 40097],
    ['a width of 1281', { scene: 'a', width: 1281 }, 40097],
    ['a width in words', { scene: 'a', width: '430' }, 40097],
    ['check_path in words', { scene: 'a', check_path: 'false' }, 40097],
    ['a bad line_color', { scene: 'a', line_color: { r: 256, g: 0, b: 0 } }, 40097],
    ['an array', [], 40169],
  ])('refuses %s', async (_what, body, errcode) => {
    const simulator = await simulatorForTest();
    const answer = await order(simulator, body);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; encoding=utf-8');
    expect(await answer.json()).toEqual({ errcode, errmsg: expect.stringMatching(/ rid: [0-9a-f-]{26}$/) });
  });

  test('check_path asks what is published; without it nothing has to be', async () => {
    const simulator = await simulatorForTest();
    const trial = { scene: 'a', page: 'pages/other/index', env_version: 'trial' };
    expect(await errcodeOf(order(simulator, trial))).toBe(41030);
    await bytesOf(await order(simulator, { ...trial, check_path: false }));
    simulator.publish({ pages: ['pages/other/index'], envVersions: ['trial'] });
    await bytesOf(await order(simulator, trial));
    expect(await errcodeOf(order(simulator, { ...trial, env_version: 'release' }))).toBe(41030);
    simulator.publish({ pages: [] });
    expect(await errcodeOf(order(simulator, { scene: 'a', env_version: 'trial' }))).toBe(41030);
  });

  test('wants a token that works', async () => {
    const simulator = await simulatorForTest();
    const url = `${simulator.url}/wxa/getwxacodeunlimit`;
    expect(await errcodeOf(fetch(url, { method: 'POST' }))).toBe(41001);
    expect(await errcodeOf(fetchWxacode(simulator, 'nonsense', { scene: 'a' }))).toBe(40001);
    const token = await accessToken(simulator);
    simulator.advanceClock(7_200_000);
    expect(await errcodeOf(fetchWxacode(simulator, token, { scene: 'a' }))).toBe(42001);
    expect(await errcodeOf(fetch(`${url}?access_token=${token}`))).toBe(43002);
  });

  test('wants JSON under its own content type', async () => {
    const simulator = await simulatorForTest();
    const url = `${simulator.url}/wxa/getwxacodeunlimit?access_token=${await accessToken(simulator)}`;
    const form = new URLSearchParams({ scene: 'a' });
    expect(await errcodeOf(fetch(url, { method: 'POST', body: form }))).toBe(40097);
    const headers = { 'Content-Type': 'application/json' };
    expect(await errcodeOf(fetch(url, { method: 'POST', headers, body: 'scene=a' }))).toBe(47001);
    expect(await errcodeOf(fetch(url, { method: 'POST', headers, body: '"a"' }))).toBe(40169);
  });
});
