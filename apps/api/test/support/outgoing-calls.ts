import { connect } from 'node:net';
import { configureOutgoingConnections } from '../../src/platform/http/outgoing-connections.ts';
import { ask } from '../../src/operations/doctor/ask.ts';
import { S3AvatarStorage } from '../../src/people/avatars/s3-avatar-storage.ts';
import { sendWebhook } from '../../src/webhooks/send-webhook.ts';
import { WechatHttp } from '../../src/wechat/wechat-http.ts';

// Runs in a process of its own, because its settings are for a whole process. Makes one kind of outgoing call (WAY) to
// ORIGIN, and sends the outcome to its parent.

const { WAY = '', ORIGIN = '' } = process.env;

const WAYS: Record<string, () => Promise<unknown>> = {
  WeChat: () => new WechatHttp(ORIGIN).send({ method: 'GET', path: '/', json: undefined, timeoutMs: 6_000 }),
  'the doctor': () => ask(`${ORIGIN}/`),
  'a webhook': async () => {
    const attempt = await sendWebhook(
      { id: 'msg_1', body: '{}' },
      { url: `${ORIGIN}/`, keys: [Buffer.alloc(32)] },
      Date.now(),
      new AbortController().signal,
    );
    if (attempt.outcome !== 'delivered') throw new Error(attempt.outcome === 'failed' ? attempt.why : 'gone');
  },
  S3: () =>
    new S3AvatarStorage({
      endpoint: ORIGIN,
      bucket: 'pictures',
      prefix: '',
      region: 'here',
      accessKeyId: 'a',
      secretAccessKey: 'b',
    } as never).get('name'),
  'a driver (PostgreSQL, Redis)': () =>
    new Promise((resolve, reject) => {
      const { hostname: host, port } = new URL(ORIGIN);
      connect({ host, port: Number(port) })
        .on('connect', resolve)
        .on('error', reject);
    }),
  'which address is tried first': () =>
    new Promise((_resolve, reject) => {
      const { hostname: host, port } = new URL(ORIGIN);
      connect({ host, port: Number(port) }).on('connectionAttempt', (address) => reject(new Error(address)));
    }),
};

configureOutgoingConnections();
const outcome = await (WAYS[WAY]?.() ?? Promise.reject(new Error('no such way'))).then(
  () => 'arrived',
  (error: unknown) =>
    String(error instanceof Error ? ((error as { code?: string }).code ?? error.message) : error),
);
process.send?.({ outcome }, () => process.exit());
