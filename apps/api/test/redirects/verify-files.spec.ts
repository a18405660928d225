import { expect, test } from '@jest/globals';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApi } from '../support/api-under-test.ts';
import { rawCall } from '../support/raw-call.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('the files by which WeChat checks a domain are served, and nothing else of their folder', async () => {
  const folder = temporaryFolder('verify');
  writeFileSync(join(folder, 'MP_verify_aB3dE5gH.txt'), 'aB3dE5gH');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'MP_verify_large.txt'), 'x'.repeat(2000));
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'MP_verify_link.txt'));
  mkdirSync(join(folder, 'MP_verify_folder.txt'));
  const api = await startApi({ environment: { WECHAT_VERIFY_FILES: folder } });
  const get = (path: string, ...headers: string[]) => rawCall(api.url, [`GET ${path} HTTP/1.1`, ...headers]);
  const served = await get('/MP_verify_aB3dE5gH.txt', 'Sec-Fetch-Site: cross-site');
  expect([served.status, served.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  expect(served.text).toContain('aB3dE5gH');
  for (const path of [
    '/MP_verify_none.txt',
    '/MP_verify_large.txt',
    '/MP_verify_link.txt',
    '/MP_verify_folder.txt',
    '/secret.txt',
    '/MP_verify_../secret.txt',
    '/MP_verify_%2e%2e%2fsecret.txt',
    '/MP_verify_aB3dE5gH.txt.bak',
  ])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  // One that is put there later needs no restart.
  writeFileSync(join(folder, 'MP_verify_later.txt'), 'later');
  expect((await get('/MP_verify_later.txt')).status).toBe(200);
});

test('without the setting there is no such address', async () => {
  const api = await startApi();
  expect((await rawCall(api.url, ['GET /MP_verify_aB3dE5gH.txt HTTP/1.1'])).status).toBe(404);
});
