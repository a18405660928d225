import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { OfficialAccountOptions } from '@maqiao/wechat-simulator';
import { startApi } from '../support/api-under-test.ts';
import { startLoggedServer } from '../support/logged-server.ts';
import {
  ACCOUNT_ENVIRONMENT,
  KEY,
  OTHER_KEY,
  startAccount,
  startOwnProgram,
} from './support/official-account.ts';

const text = (Content: string, MsgId = 24_567_247_867_923_457n) => ({ MsgType: 'text', Content, MsgId });
const PLAIN = {
  environment: { WECHAT_OFFICIAL_ACCOUNT_MODE: 'plain' },
  account: { mode: 'plain' } as Partial<OfficialAccountOptions>,
};

describe('the check of the address', () => {
  test('is answered with echostr, and nothing else is', async () => {
    const api = await startAccount();
    expect(await api.simulator.officialAccount.checkPushUrl()).toBe(true);
    for (const query of ['', '?signature=a&timestamp=1&nonce=2&echostr=x']) {
      const answer = await fetch(api.pushUrl + query);
      expect([answer.status, await answer.text()]).toEqual([403, '']);
    }
  });

  test('the example of WeChat’s page', async () => {
    const api = await startAccount({
      environment: { WECHAT_OFFICIAL_ACCOUNT_TOKEN: 'AAAAA' },
      account: { token: 'AAAAA' },
    });
    const query =
      'signature=f464b24fc39322e44b38aa78f5edd27bd1441696&timestamp=1714036504&nonce=1514711492&echostr=4375120948345356249';
    const answer = await fetch(`${api.pushUrl}?${query}`);
    expect(await answer.text()).toBe('4375120948345356249');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  });

  test('without an account there is no such address', async () => {
    const api = await startApi();
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(`${api.url}/wechat/official-account`, { method });
      expect(answer.status).toBe(404);
    }
  });
});

describe('messages are taken', () => {
  test.each<[string, Partial<OfficialAccountOptions>, Record<string, string>]>([
    ['safe, as XML', {}, {}],
    ['safe, as JSON', { format: 'json' }, {}],
    ['compatible', { mode: 'compatible' }, { WECHAT_OFFICIAL_ACCOUNT_MODE: 'compatible' }],
    ['plain, as XML', PLAIN.account, PLAIN.environment],
    ['plain, as JSON', { ...PLAIN.account, format: 'json' }, PLAIN.environment],
    [
      'with the key before the change',
      { encodingAesKey: OTHER_KEY },
      { WECHAT_OFFICIAL_ACCOUNT_PREVIOUS_ENCODING_AES_KEY: OTHER_KEY },
    ],
  ])('%s', async (_name, account, environment) => {
    const api = await startAccount({ account, environment });
    const { body, query, contentType } = api.simulator.officialAccount.prepare('lin', text('hello'));
    expect(await api.simulator.officialAccount.deliver(body, query, contentType)).toEqual({
      status: 200,
      body: 'success',
    });
  });
});

describe('messages are refused', () => {
  test('that somebody has forged, moved, kept, or sent to another account', async () => {
    const api = await startAccount();
    const { officialAccount } = api.simulator;
    const { body, query } = officialAccount.prepare('lin', text('hello'));
    const statusOf = async (changed: string, by: Record<string, string> = query) =>
      (await officialAccount.deliver(changed, by)).status;
    const another = officialAccount.prepare('zhou', text('other'));
    expect(await statusOf(body, {})).toBe(403);
    expect(await statusOf(body, { ...query, msg_signature: 'a'.repeat(40) })).toBe(403);
    expect(await statusOf(another.body)).toBe(403);
    expect(await statusOf(body, { ...query, timestamp: String(Number(query.timestamp) + 1) })).toBe(403);
    // The signature of the query alone, and a message that was never encrypted.
    officialAccount.configure({ mode: 'plain' });
    const plain = officialAccount.prepare('lin', text('hello'));
    expect(await statusOf(plain.body, plain.query)).toBe(403);
    officialAccount.configure({ mode: 'safe' });
    const elsewhere = officialAccount.prepare('lin', { ...text('hello'), ToUserName: 'gh_another00000' });
    expect(await statusOf(elsewhere.body, elsewhere.query)).toBe(403);
    officialAccount.configure({ encodingAesKey: OTHER_KEY });
    const unknown = officialAccount.prepare('lin', text('hello'));
    expect(await statusOf(unknown.body, unknown.query)).toBe(403);
    officialAccount.configure({ encodingAesKey: KEY });
    api.clock.advance(5 * 60_000 + 2_000);
    expect(await statusOf(body)).toBe(403);
  });

  test('whose inside names another AppID', async () => {
    const api = await startAccount({ account: { appId: 'wx9999999999999999' } });
    const { body, query } = api.simulator.officialAccount.prepare('lin', text('hello'));
    expect((await api.simulator.officialAccount.deliver(body, query)).status).toBe(403);
  });

  test('that are too large, have a document type, or are no document', async () => {
    const api = await startAccount(PLAIN);
    const { officialAccount } = api.simulator;
    const statusOf = async (change: (body: string) => string) => {
      const { body, query } = officialAccount.prepare('lin', text('hello'));
      return (await officialAccount.deliver(change(body), query)).status;
    };
    expect(await statusOf((body) => body.replace('hello', 'x'.repeat(65 * 1024)))).toBe(413);
    expect(await statusOf((body) => `<!DOCTYPE xml [<!ENTITY a "b">]>${body}`)).toBe(400);
    expect(await statusOf(() => 'hello')).toBe(400);
    expect(await statusOf(() => '')).toBe(400);
    expect(await statusOf((body) => body)).toBe(200);
  });

  test('plain ones, when their signature has come with another body', async () => {
    const api = await startAccount(PLAIN);
    const { officialAccount } = api.simulator;
    const { body, query } = officialAccount.prepare('lin', text('hello'));
    const forged = body.replace(officialAccount.openid('lin'), officialAccount.openid('zhou'));
    expect((await officialAccount.deliver(body, query)).status).toBe(200);
    expect((await officialAccount.deliver(forged, query)).status).toBe(403);
    expect((await officialAccount.deliver(body, query)).status).toBe(200);
  });
});

describe('what is not ours goes to the owner’s own program', () => {
  test('byte for byte with its query, and its answer goes back', async () => {
    const own = await startOwnProgram();
    own.answer = (_request, response) => {
      response.setHeader('Content-Type', 'text/xml; charset=utf-8');
      response.end('<xml><Encrypt><![CDATA[its own]]></Encrypt></xml>');
    };
    const api = await startAccount({
      environment: { WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: `${own.url}?shop=1` },
    });
    const { officialAccount } = api.simulator;
    const { body, query } = officialAccount.prepare('lin', text('你好'));
    const answer = await officialAccount.deliver(body, query);
    expect(answer).toEqual({ status: 200, body: '<xml><Encrypt><![CDATA[its own]]></Encrypt></xml>' });
    expect(own.received).toHaveLength(1);
    const [received] = own.received;
    expect(received?.body.toString('utf8')).toBe(body);
    expect(received?.url).toBe(`/wechat?shop=1&${new URLSearchParams(query).toString()}`);
    expect(received?.contentType).toBe('text/xml');
    // A repeat is not handled again, with whatever signature it comes.
    const again = officialAccount.prepare('lin', { ...text('你好'), CreateTime: 1 });
    expect(await officialAccount.deliver(again.body, again.query)).toEqual(answer);
    expect(own.received).toHaveLength(1);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['an error', (response) => response.writeHead(500).end('a page of an error')],
    ['a redirect', (response) => response.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end()],
    ['a broken connection', (response) => response.destroy()],
    ['far too much', (response) => response.end('x'.repeat(65 * 1024))],
    // It never answers: the time is up before WeChat’s is.
    ['nothing', () => undefined],
  ])('or success where it answers %s', async (_name, misbehave) => {
    const own = await startOwnProgram();
    own.answer = (_request, response) => misbehave(response);
    const api = await startAccount({ environment: { WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: own.url } });
    const { body, query } = api.simulator.officialAccount.prepare('lin', text('hello'));
    expect(await api.simulator.officialAccount.deliver(body, query)).toEqual({
      status: 200,
      body: 'success',
    });
    expect(own.received).toHaveLength(1);
  });
});

test('the log never has a query of WeChat’s, which signs', async () => {
  const server = await startLoggedServer(ACCOUNT_ENVIRONMENT);
  const query = 'signature=5ign&msg_signature=m5g5ign&timestamp=1714036504&nonce=n0nce&openid=oPer5on';
  for (const method of ['GET', 'POST'])
    await fetch(`${server.url}/wechat/official-account?${query}`, {
      method,
      ...(method === 'POST' && { body: '<xml><FromUserName>oPer5on</FromUserName></xml>' }),
    });
  const log = await server.log();
  expect(log).toContain('/wechat/official-account');
  for (const part of ['5ign', 'n0nce', 'oPer5on', '1714036504']) expect(log).not.toContain(part);
});
