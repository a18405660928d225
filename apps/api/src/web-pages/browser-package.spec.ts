import { afterEach, expect, test } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiError } from '../platform/http/api-error.ts';
import { serveBrowserPackage } from './browser-package.ts';

const PATH = '/packages/maqiao-browser.tgz';
const folder = mkdtempSync(join(tmpdir(), 'maqiao-package-'));
const file = join(folder, 'maqiao-browser.tgz');
let server: FastifyInstance | undefined;

afterEach(async () => {
  await server?.close();
  rmSync(file, { force: true });
});

function serve(): FastifyInstance {
  server = fastify();
  serveBrowserPackage(server, { publicUrl: 'https://login.example.com' }, file);
  return server;
}

test('is sent with an entity tag; a client that has it gets 304', async () => {
  writeFileSync(file, 'a package');
  const answer = await serve().inject(PATH);
  expect([answer.statusCode, answer.body]).toEqual([200, 'a package']);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/gzip',
    'content-length': '9',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  const tag = String(answer.headers.etag);
  const again = await server?.inject({ url: PATH, headers: { 'if-none-match': `"other", W/${tag}` } });
  expect([again?.statusCode, again?.body]).toEqual([304, '']);
  const other = await server?.inject({ url: PATH, headers: { 'if-none-match': '"other"' } });
  expect(other?.statusCode).toBe(200);
});

test('HEAD has the same headers and no body', async () => {
  writeFileSync(file, 'a package');
  const answer = await serve().inject({ method: 'HEAD', url: PATH });
  expect([answer.statusCode, answer.body, answer.headers['content-length']]).toEqual([200, '', '9']);
});

test('where it is not built, the answer says what to run', async () => {
  const api = serve().setErrorHandler((error: ApiError, _request, reply) =>
    reply.status(error.status).send(error.detail),
  );
  const answer = await api.inject(PATH);
  expect([answer.statusCode, answer.headers.etag]).toEqual([404, undefined]);
  expect(answer.body).toContain('npm start');
});
