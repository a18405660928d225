import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestingModule } from '@nestjs/testing';
import { rejectionOf, wechatUnderTest } from './test-support.ts';
import { WechatTransport } from './wechat-transport.ts';

// A server on a thread of its own: it answers while this one stands still.
const SERVER = `
const { createServer } = require('node:http');
const { parentPort } = require('node:worker_threads');
const server = createServer((request, response) => request.url.startsWith('/sns') ? response.end('answered') : undefined);
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

let worker: Worker;
let module: TestingModule;
beforeAll(async () => {
  worker = new Worker(SERVER, { eval: true });
  const [port] = (await once(worker, 'message')) as [number];
  module = await wechatUnderTest({ baseUrl: `http://127.0.0.1:${port}` });
});
afterAll(async () => {
  await module.close();
  await worker.terminate();
});

function standStill(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

describe('issue 12, number 16: WeChat is reported as silent only when it was', () => {
  const text = ({ bytes }: { bytes: Buffer }) => bytes.toString();

  test('an answer that arrived while this process was suspended is in time', async () => {
    const transport = module.get(WechatTransport);
    await transport.call('jscode2session', {}, text); // a connection is there from now on
    const calling = transport.call('jscode2session', { timeoutMs: 200 }, text);
    await turn();
    await turn();
    standStill(600);
    await expect(calling).resolves.toBe('answered');
  });

  test('one that never comes is not waited for', async () => {
    const calling = module.get(WechatTransport).call('stable_token', { timeoutMs: 200 }, text);
    expect(await rejectionOf(calling)).toMatchObject({ code: 'wechat_unavailable' });
  });
});
