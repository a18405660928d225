import { expect, test } from '@jest/globals';
import { frameReturnIn, takeReturn } from './redirect-api.ts';

const answering = (status: number, body: unknown) =>
  (() => Promise.resolve(new Response(JSON.stringify(body), { status }))) as typeof fetch;
const failing = (() => Promise.reject(new TypeError('network'))) as typeof fetch;

test('tells where to go, or why not', async () => {
  const back = { method: 'website', state: 's', code: 'c' };
  expect(await takeReturn(back, answering(200, { continueTo: '/account' }))).toEqual({
    continueTo: '/account',
  });
  expect(await takeReturn(back, answering(400, { code: 'expired_token' }))).toEqual({
    code: 'expired_token',
  });
  expect(await takeReturn(back, answering(405, null))).toEqual({ code: 'blocked_by_firewall' });
  expect(await takeReturn(back, failing)).toEqual({ code: 'unavailable' });
});

test('hears only what a frame of ours says', () => {
  const said = { type: 'maqiao-redirect', method: 'website', state: 's', code: 'c' };
  expect(frameReturnIn(said)).toEqual({ method: 'website', state: 's', code: 'c' });
  expect(frameReturnIn({ ...said, code: undefined })).toEqual({
    method: 'website',
    state: 's',
    code: undefined,
  });
  for (const other of [
    null,
    'x',
    {},
    { ...said, type: 'x' },
    { ...said, state: 1 },
    { type: 'maqiao-redirect' },
  ])
    expect(frameReturnIn(other)).toBeUndefined();
});
