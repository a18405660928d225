import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { createHmac } from 'node:crypto';
import { afterTest } from '../support/after-test.ts';
import { notRun } from '../support/not-run.ts';
import { LANGUAGES } from './support/languages.ts';
import { SITE_API_KEY, SITE_ORIGIN, startMaqiao, type Maqiao } from './support/maqiao.ts';
import { startBackend } from './support/programs.ts';

jest.setTimeout(180_000); // compiling Go and Java beside other work

let maqiao: Maqiao;
beforeAll(async () => {
  maqiao = await startMaqiao();
});
afterAll(() => maqiao.stop());

const keyOf = (name: string) => Buffer.from(madeUpSecret(name), 'hex').toString('base64');
const WEBHOOK_SECRET = `whsec_${keyOf('webhooks')}`;

interface Claims {
  sub: string;
  sid: string;
}

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;

/** A message as Maqiao sends it, or as somebody else does. */
interface Message {
  type: string;
  data: Partial<Claims>;
  /** Which secret signs it. */
  key?: string;
  /** Seconds since it was sent. */
  age?: number;
  /** What is put into the header instead of, or beside, the right signature. */
  signature?: (right: string) => string;
  /** What is added after signing. */
  added?: string;
}

async function send(
  backendUrl: string,
  { type, data, key = keyOf('webhooks'), age = 0, signature = (right) => right, added = '' }: Message,
): Promise<number> {
  const body = JSON.stringify({
    type,
    timestamp: new Date().toISOString(),
    data: { aud: SITE_ORIGIN, ...data },
  });
  const time = String(Math.floor(Date.now() / 1000) - age);
  const mac = createHmac('sha256', Buffer.from(key, 'base64')).update(`msg_1.${time}.${body}`);
  const answer = await fetch(`${backendUrl}/hooks/maqiao`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': time,
      'webhook-signature': signature(`v1,${mac.digest('base64')}`),
    },
    body: body + added,
    signal: AbortSignal.timeout(30_000),
  });
  return answer.status;
}

describe.each(LANGUAGES)(
  'issue 13, number 1: webhooks at the recipe for $name',
  ({ name, missing, introspect }) => {
    if (missing !== undefined || !introspect) {
      notRun(`the webhooks of the recipe for ${name}`, missing ?? 'it has no backend');
      return;
    }

    const start = async (secret: Record<string, string>) => {
      const environment = { MAQIAO_URL: maqiao.url, SITE_ORIGIN, SITE_API_KEY, ...secret };
      const backend = await startBackend(introspect, environment);
      afterTest(() => backend.stop());
      const signIn = async (person: string) => {
        const token = await maqiao.tokenFor(SITE_ORIGIN, person);
        const answer = await fetch(`${backend.url}/login`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}` },
          signal: AbortSignal.timeout(30_000),
        });
        const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
        const Cookie = cookies.at(-1) ?? '';
        const isIn = async () =>
          (await fetch(`${backend.url}/me`, { headers: { Cookie }, signal: AbortSignal.timeout(30_000) }))
            .status === 200;
        expect(await isIn()).toBe(true);
        return { ...claimsOf(token), isIn };
      };
      return { url: backend.url, signIn };
    };

    test('end the session of the sid, or all of the person, and nobody else’s', async () => {
      const { url, signIn } = await start({ WEBHOOK_SECRET });
      const [first, second, third] = [await signIn('a'), await signIn('a'), await signIn('a')];
      const other = await signIn('b');
      const who = async () => [
        await first.isIn(),
        await second.isIn(),
        await third.isIn(),
        await other.isIn(),
      ];

      for (const type of ['user.signed_in', 'user.unblocked', 'user.something_later'])
        expect(await send(url, { type, data: first })).toBe(204);
      expect(await who()).toEqual([true, true, true, true]);

      const signedOut = { type: 'user.signed_out', data: { sub: first.sub, sid: first.sid } };
      // Twice, as a webhook may come; and by either of two secrets, as while they are changed.
      expect(await send(url, signedOut)).toBe(204);
      expect(await send(url, { ...signedOut, signature: (right) => `v1,AAAA ${right}` })).toBe(204);
      expect(await who()).toEqual([false, true, true, true]);

      expect(await send(url, { type: 'user.blocked', data: { sub: first.sub } })).toBe(204);
      expect(await who()).toEqual([false, false, false, true]);
      expect(await send(url, { type: 'user.deleted', data: { sub: other.sub } })).toBe(204);
      expect(await who()).toEqual([false, false, false, false]);
    });

    test('that somebody else has made end nothing', async () => {
      const { url, signIn } = await start({ WEBHOOK_SECRET });
      const person = await signIn('a');
      const message = { type: 'user.signed_out', data: { sub: person.sub, sid: person.sid } };
      const forged: Record<string, Partial<Message>> = {
        'another secret': { key: keyOf('other') },
        'no secret': { key: '' },
        'no signature': { signature: () => '' },
        'another way to sign': { signature: (right) => right.replace('v1,', 'v1a,') },
        'a part of a signature': { signature: (right) => right.slice(0, -4) },
        'an old one, sent again': { age: 400 },
        'one of the future': { age: -400 },
        'a changed one': { added: ' ' },
      };
      for (const [what, change] of Object.entries(forged))
        expect([what, await send(url, { ...message, ...change })]).toEqual([what, 401]);
      expect(await person.isIn()).toBe(true);
      expect(await send(url, message)).toBe(204);
      expect(await person.isIn()).toBe(false);
    });

    test('are refused where no secret is set', async () => {
      const { url, signIn } = await start({});
      const person = await signIn('a');
      const data = { sub: person.sub, sid: person.sid };
      expect(await send(url, { type: 'user.signed_out', data, key: '' })).toBe(401);
      expect(await person.isIn()).toBe(true);
    });
  },
);
