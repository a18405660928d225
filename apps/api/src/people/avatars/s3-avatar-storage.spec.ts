import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { S3_BUCKET, S3_KEYS, startS3 } from '../../../test/s3.ts';
import type { S3Location } from '../../config/avatar-location.ts';
import { describeAvatarStorage } from './avatar-storage.contract.ts';
import { S3AvatarStorage } from './s3-avatar-storage.ts';

const location = (endpoint: string, change: Partial<S3Location> = {}): S3Location => ({
  kind: 's3',
  bucket: S3_BUCKET,
  prefix: 'maqiao/avatars',
  endpoint,
  region: 'cn-north-1',
  ...S3_KEYS,
  ...change,
});

describeAvatarStorage('pictures in S3', async () => {
  const server = await startS3();
  let running = true;
  const stop = async () => {
    if (running) await server.stop();
    running = false;
  };
  return {
    storage: new S3AvatarStorage(location(server.endpoint)),
    another: new S3AvatarStorage(location(server.endpoint)),
    takeAway: stop,
    close: stop,
  };
});

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server whose answers a test sets, and its requests. */
async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const unavailable = (hint: string) => ({ code: 'unavailable', operatorHint: expect.stringContaining(hint) });

describe('a bucket', () => {
  test('with an empty prefix holds pictures at its root', async () => {
    const server = await startS3();
    closers.push(server.stop);
    await new S3AvatarStorage(location(server.endpoint, { prefix: '' })).put('a.jpg', Buffer.from('a'));
    const plain = new S3AvatarStorage(location(server.endpoint, { prefix: 'a.jpg' }));
    expect(await plain.get('b')).toBeUndefined();
    const root = new S3AvatarStorage(location(server.endpoint, { prefix: '' }));
    expect(Buffer.from((await root.get('a.jpg')) ?? []).toString()).toBe('a');
  });

  test('refuses another key, and neither key nor signature is in what is thrown', async () => {
    const server = await startS3();
    closers.push(server.stop);
    const wrong = { secretAccessKey: 'a-secret-that-is-not-the-one' };
    const storage = new S3AvatarStorage(location(server.endpoint, wrong));
    const error: unknown = await storage.put('a.jpg', Buffer.from('a')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(unavailable('it answered 403'));
    const thrown = JSON.stringify({ ...(error as object), stack: (error as Error).stack });
    expect(thrown).not.toMatch(/a-secret-that|Signature|AWS4/);
    // What it refuses to write it does not hold either.
    expect(await new S3AvatarStorage(location(server.endpoint)).get('a.jpg')).toBeUndefined();
  });

  test('is named by the host where the endpoint’s host begins with its name', async () => {
    const asked: (string | undefined)[] = [];
    const endpoint = await listen((request, response) => {
      asked.push(request.url);
      response.writeHead(404).end();
    });
    await new S3AvatarStorage(location(endpoint)).get('a.jpg');
    await new S3AvatarStorage(location(endpoint, { bucket: '127' })).get('a.jpg');
    expect(asked).toEqual([`/${S3_BUCKET}/maqiao/avatars/a.jpg`, '/maqiao/avatars/a.jpg']);
  });
});

describe('a server of S3 that misbehaves', () => {
  test('does not answer: unavailable, in time', async () => {
    const endpoint = await listen(() => undefined);
    const storage = new S3AvatarStorage(location(endpoint), 50);
    await expect(storage.get('a.jpg')).rejects.toMatchObject(unavailable('no answer in time'));
    await expect(storage.put('a.jpg', Buffer.from('a'))).rejects.toMatchObject(
      unavailable('no answer in time'),
    );
  });

  test('begins an answer and never ends it: unavailable, in time', async () => {
    const endpoint = await listen((_request, response) => {
      response.writeHead(200, { 'Content-Length': '1000' }).write('x');
    });
    const storage = new S3AvatarStorage(location(endpoint), 50);
    await expect(storage.get('a.jpg')).rejects.toMatchObject(unavailable('no answer in time'));
  });

  test('sends elsewhere: not followed', async () => {
    let followed = false;
    const elsewhere = await listen((_request, response) => {
      followed = true;
      response.writeHead(200).end('x');
    });
    const endpoint = await listen((_request, response) => {
      response.writeHead(307, { Location: `${elsewhere}/x` }).end();
    });
    await expect(new S3AvatarStorage(location(endpoint)).get('a.jpg')).rejects.toMatchObject(
      unavailable('it answered 307'),
    );
    expect(followed).toBe(false);
  });

  test('gives more than any picture of ours: unavailable, and not read to the end', async () => {
    const chunk = Buffer.alloc(64 * 1024);
    let sent = 0;
    const endpoint = await listen((_request, response) => {
      response.writeHead(200);
      const pour = () => {
        while (response.writable && sent < 200 * 1024 * 1024) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', pour);
        }
        response.end();
      };
      pour();
    });
    await expect(new S3AvatarStorage(location(endpoint)).get('a.jpg')).rejects.toMatchObject(
      unavailable('more than a picture'),
    );
    expect(sent).toBeLessThan(20 * 1024 * 1024);
  });

  test('issue 12, number 2: gives a gigabyte packed into one megabyte: unavailable, and not unpacked to the end', async () => {
    const packed = gzipSync(Buffer.alloc(100 * 1024 * 1024));
    const endpoint = await listen((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      for (let count = 0; count < 10; count += 1) response.write(packed);
      response.end();
    });
    const before = process.memoryUsage.rss();
    await expect(new S3AvatarStorage(location(endpoint)).get('a.jpg')).rejects.toMatchObject(
      unavailable('more than a picture'),
    );
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024);
  });
});
