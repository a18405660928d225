import { afterEach, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { WEBHOOK_SECRET, WebhookReceiver } from '../../test/support/webhook-receiver.ts';
import { decodeWebhookSecrets } from '../config/encoded-secrets.ts';
import { sendWebhook } from './send-webhook.ts';

const OLDER_SECRET = `whsec_${Buffer.from(madeUpSecret('older'), 'hex').toString('base64')}`;
const keys = decodeWebhookSecrets(`${WEBHOOK_SECRET},${OLDER_SECRET}`) ?? [];
const message = { id: 'msg_1', body: '{"type":"user.signed_in","timestamp":"…","data":{"sub":"王"}}' };

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

async function receiver(): Promise<WebhookReceiver> {
  const made = await WebhookReceiver.start();
  cleaning.push(() => made.close());
  return made;
}

const send = (url: string, { stop = new AbortController().signal, timeout = 20_000 } = {}) =>
  sendWebhook(message, { url, keys }, Date.now(), stop, timeout);

test('the official library takes it, with the new secret and with the old one', async () => {
  const backend = await receiver();
  expect(await send(backend.url)).toEqual({ outcome: 'delivered' });
  const [received] = backend.received;
  if (!received) throw new Error('nothing came');
  for (const secret of [WEBHOOK_SECRET, OLDER_SECRET]) {
    expect(WebhookReceiver.verified(received, secret)).toEqual(JSON.parse(message.body));
  }
  expect(() => WebhookReceiver.verified(received, `whsec_${'A'.repeat(32)}`)).toThrow();
  expect(() => WebhookReceiver.verified({ ...received, body: received.body.replace('in', 'out') })).toThrow();
  expect(received.headers['content-type']).toBe('application/json');
});

test.each([
  [200, 'delivered'],
  [299, 'delivered'],
  [304, 'failed'],
  [400, 'failed'],
  [404, 'failed'],
  [410, 'gone'],
  [500, 'failed'],
])('%i is %s', async (status, outcome) => {
  const backend = await receiver();
  backend.answer = status;
  const attempt = await send(backend.url);
  expect(attempt.outcome).toBe(outcome);
  if (attempt.outcome !== 'delivered') expect(attempt.why).toBe(`status ${status}`);
});

test.each([301, 302, 307, 308])('a redirect (%i) is not followed', async (status) => {
  const [backend, elsewhere] = [await receiver(), await receiver()];
  backend.answer = (_request, response) => response.writeHead(status, { Location: elsewhere.url }).end();
  expect(await send(backend.url)).toEqual({ outcome: 'failed', why: `status ${status}` });
  expect(elsewhere.received).toEqual([]);
});

test('Retry-After is read, as seconds and as a date', async () => {
  const backend = await receiver();
  const after = async (value: string) => {
    backend.answer = (_request, response) => response.writeHead(503, { 'Retry-After': value }).end();
    const attempt = await send(backend.url);
    return attempt.outcome === 'failed' ? attempt.retryAfter : NaN;
  };
  expect(await after('120')).toBe(120_000);
  const inAnHour = (await after(new Date(Date.now() + 3_600_000).toUTCString())) ?? 0;
  expect(Math.abs(inAnHour - 3_600_000)).toBeLessThan(60_000);
  for (const nonsense of ['soon', '-5', '0', 'Mon, 01 Jan 2001 00:00:00 GMT']) {
    expect(await after(nonsense)).toBeUndefined();
  }
});

test('a receiver that never answers ends with the time-out', async () => {
  const backend = await receiver();
  backend.answer = () => undefined;
  expect(await send(backend.url, { timeout: 100 })).toEqual({ outcome: 'failed', why: 'TimeoutError' });
});

test('a receiver that answers 2xx with an endless body has accepted it', async () => {
  const backend = await receiver();
  backend.answer = (_request, response) => {
    const talking = setInterval(() => response.write('x'.repeat(10_000)), 5);
    cleaning.push(() => clearInterval(talking));
    response.on('error', () => undefined).writeHead(200);
  };
  expect(await send(backend.url)).toEqual({ outcome: 'delivered' });
});

test('a refused and a broken connection are reported by their code', async () => {
  const rude = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
  const { port } = rude.address() as AddressInfo;
  const hungUp = await send(`http://127.0.0.1:${port}/secret-path`);
  expect(hungUp).toMatchObject({
    outcome: 'failed',
    why: expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/),
  });
  await new Promise((resolve) => rude.close(resolve));
  const nobody = await send(`http://127.0.0.1:${port}/secret-path`);
  expect(nobody).toEqual({ outcome: 'failed', why: 'ECONNREFUSED' });
});
