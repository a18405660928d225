import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Simulator } from '../simulator-options.ts';
import { closeAfterTest, postJson, simulatorForTest } from '../test-support.ts';
import { decryptMessage, encryptMessage, pushSignature } from './message-encryption.ts';
import type { OfficialAccountOptions } from './settings.ts';
import { childText, readXml } from './xml.ts';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const ACCOUNT: OfficialAccountOptions = {
  appId: 'wx2222222222222222',
  appSecret: 'account-secret',
  token: 'pushtoken',
  encodingAesKey: KEY,
  id: 'gh_0123456789ab',
  name: 'Demo',
};

interface Pushed {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** The account's own server, which records what comes and answers with `answer`. */
interface AccountServer {
  readonly url: string;
  readonly pushed: Pushed[];
  answer: (pushed: Pushed) => string | { readonly status: number } | undefined;
}

async function accountServer(): Promise<AccountServer> {
  const state: AccountServer = { url: '', pushed: [], answer: () => 'success' };
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const pushed = {
        method: request.method ?? '',
        query: new URL(request.url ?? '', 'http://account.invalid').searchParams,
        contentType: request.headers['content-type'],
        body: Buffer.concat(parts).toString('utf8'),
      };
      state.pushed.push(pushed);
      const answer = state.answer(pushed);
      // Undefined: no answer at all.
      if (typeof answer === 'string') response.end(answer);
      else if (answer) response.writeHead(answer.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeAfterTest({
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, { url: `http://127.0.0.1:${port}/wechat/official-account` });
}

function inClear(pushed: Pushed | undefined): Record<string, string> {
  const encrypted = childText(readXml(pushed?.body ?? ''), 'Encrypt') ?? '';
  const { children } = readXml(decryptMessage(KEY, ACCOUNT.appId, encrypted));
  return Object.fromEntries(children.map(({ name, text }) => [name, text]));
}

function textAnswer(to: string, text: string): string {
  return `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${ACCOUNT.id}]]></FromUserName><CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content></xml>`;
}

function encryptedAnswer(message: string, key = KEY): string {
  const encrypt = encryptMessage(key, ACCOUNT.appId, message);
  const signature = pushSignature(ACCOUNT.token, '1', '2', encrypt);
  return `<xml><Encrypt><![CDATA[${encrypt}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>1</TimeStamp><Nonce><![CDATA[2]]></Nonce></xml>`;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

let server: AccountServer;
let simulator: Simulator;
let openid: string;

beforeEach(async () => {
  server = await accountServer();
  simulator = await simulatorForTest({ officialAccount: { ...ACCOUNT, pushUrl: server.url } });
  openid = simulator.officialAccount.openid('a');
});

describe('pushes', () => {
  test('safe mode: signed twice, encrypted, nothing else visible; every event has its EventKey', async () => {
    const { officialAccount } = simulator;
    const code = officialAccount.codes.create('mq_abc', 60);
    await officialAccount.scan('a', code.ticket);
    await officialAccount.scan('a', code.url);
    await officialAccount.click('a', 'help');
    await officialAccount.view('a', 'https://shop.example/');
    await officialAccount.unfollow('a');
    await officialAccount.unfollow('a');
    await officialAccount.follow('a');
    await officialAccount.follow('a');
    const common = {
      ToUserName: ACCOUNT.id,
      FromUserName: openid,
      MsgType: 'event',
      CreateTime: expect.stringMatching(/^\d{10}$/),
    };
    expect(server.pushed.map(inClear)).toEqual([
      { ...common, Event: 'subscribe', EventKey: 'qrscene_mq_abc', Ticket: code.ticket },
      { ...common, Event: 'SCAN', EventKey: 'mq_abc', Ticket: code.ticket },
      { ...common, Event: 'CLICK', EventKey: 'help' },
      { ...common, Event: 'VIEW', EventKey: 'https://shop.example/', MenuId: expect.any(String) },
      { ...common, Event: 'unsubscribe', EventKey: '' },
      { ...common, Event: 'subscribe', EventKey: '' },
    ]);
    const [first] = server.pushed;
    expect(first?.contentType).toBe('text/xml');
    expect(readXml(first?.body ?? '').children.map(({ name }) => name)).toEqual(['ToUserName', 'Encrypt']);
    const query = Object.fromEntries(first?.query ?? []);
    const { timestamp = '', nonce = '' } = query;
    const encrypt = childText(readXml(first?.body ?? ''), 'Encrypt') ?? '';
    expect(query).toMatchObject({
      openid,
      encrypt_type: 'aes',
      signature: pushSignature(ACCOUNT.token, timestamp, nonce),
      msg_signature: pushSignature(ACCOUNT.token, timestamp, nonce, encrypt),
    });
  });

  test('compatible mode shows both forms, plain mode only the clear one; an expired code is none', async () => {
    const { officialAccount } = simulator;
    await officialAccount.follow('a');
    officialAccount.configure({ mode: 'compatible' });
    await officialAccount.message('a', '１２３ ]]> <b>');
    const compatible = readXml(server.pushed[1]?.body ?? '');
    expect(childText(compatible, 'Content')).toBe('１２３ ]]> <b>');
    expect(inClear(server.pushed[1])).toMatchObject({ Content: '１２３ ]]> <b>' });
    officialAccount.configure({ mode: 'plain' });
    await officialAccount.message('a', 'hello');
    expect(childText(readXml(server.pushed[2]?.body ?? ''), 'Content')).toBe('hello');
    expect(childText(readXml(server.pushed[2]?.body ?? ''), 'Encrypt')).toBeUndefined();
    expect([...(server.pushed[2]?.query.keys() ?? [])].sort()).toEqual([
      'nonce',
      'openid',
      'signature',
      'timestamp',
    ]);
    const code = officialAccount.codes.create('x', 60);
    simulator.advanceClock(60_000);
    await expect(officialAccount.scan('a', code.ticket)).rejects.toThrow('expired');
  });

  test('JSON: numbers of messages are longer than a JSON number holds', async () => {
    const { officialAccount } = simulator;
    officialAccount.configure({ format: 'json', mode: 'plain' });
    await officialAccount.follow('a');
    await officialAccount.message('a', 'one');
    await officialAccount.message('a', 'two');
    const [, one, two] = server.pushed.map(({ body }) => body);
    expect(server.pushed[1]?.contentType).toBe('application/json');
    expect(JSON.parse(one ?? '')).toMatchObject({ MsgType: 'text', Content: 'one', FromUserName: openid });
    const id = (body = '') => /"MsgId":(\d+)/.exec(body)?.[1];
    expect(id(one)).not.toBe(id(two));
    expect(Number(id(one))).toBe(Number(id(two)));
  });

  test('the answer stands in the chat, whichever mode allows it', async () => {
    const { officialAccount } = simulator;
    await officialAccount.follow('a');
    server.answer = () => encryptedAnswer(textAnswer(openid, 'Which two digits? <a href="https://x">x</a>'));
    expect(await officialAccount.message('a', '123456')).toMatchObject({ attempts: 1 });
    server.answer = () => '';
    await officialAccount.message('a', '42');
    const news = `<xml><ToUserName>${openid}</ToUserName><FromUserName>${ACCOUNT.id}</FromUserName><CreateTime>1</CreateTime><MsgType>news</MsgType><ArticleCount>1</ArticleCount><Articles><item><Title>T</Title><Description>D</Description><PicUrl>https://p</PicUrl><Url>https://u?a=1&amp;b=2</Url></item></Articles></xml>`;
    server.answer = () => encryptedAnswer(news);
    await officialAccount.message('a', 'news');
    officialAccount.configure({ mode: 'plain' });
    server.answer = () => textAnswer(openid, 'clear');
    await officialAccount.message('a', '3');
    officialAccount.configure({ mode: 'plain', format: 'json' });
    server.answer = () =>
      JSON.stringify({
        ToUserName: openid,
        FromUserName: ACCOUNT.id,
        CreateTime: 1,
        MsgType: 'text',
        Content: 'as JSON',
      });
    await officialAccount.message('a', '4');
    const entries = officialAccount.chat('a').map((entry) => ({ ...entry, time: undefined }));
    expect(entries.slice(1)).toEqual([
      { from: 'person', kind: 'text', text: '123456' },
      { from: 'account', kind: 'text', text: 'Which two digits? <a href="https://x">x</a>' },
      { from: 'person', kind: 'text', text: '42' },
      { from: 'person', kind: 'text', text: 'news' },
      {
        from: 'account',
        kind: 'news',
        articles: [{ title: 'T', description: 'D', pictureUrl: 'https://p', url: 'https://u?a=1&b=2' }],
      },
      { from: 'person', kind: 'text', text: '3' },
      { from: 'account', kind: 'text', text: 'clear' },
      { from: 'person', kind: 'text', text: '4' },
      { from: 'account', kind: 'text', text: 'as JSON' },
    ]);
    expect(officialAccount.chat('b')).toEqual([]);
  });

  test.each([
    ['clear in safe mode', () => textAnswer(openid, 'x'), 'must be encrypted'],
    ['another person', () => encryptedAnswer(textAnswer('o-other', 'x')), 'ToUserName'],
    ['another key', () => encryptedAnswer(textAnswer(openid, 'x'), 'B'.repeat(43)), /padding|length/],
    [
      'a signature of another text',
      () => encryptedAnswer('x').replace('<Nonce><![CDATA[2', '<Nonce><![CDATA[3'),
      'MsgSignature',
    ],
    ['words', () => 'ok', 'The XML holds'],
    ['an empty text', () => encryptedAnswer(textAnswer(openid, '')), 'Content'],
  ])('an answer that WeChat would not take: %s', async (_, answer, reason) => {
    server.answer = answer;
    expect(await simulator.officialAccount.follow('a')).toMatchObject({
      attempts: 1,
      failure: expect.stringMatching(reason),
    });
    expect(simulator.officialAccount.chat('a')).toMatchObject([
      { kind: 'event' },
      { from: 'wechat', kind: 'unavailable' },
    ]);
  });
});

describe('repeats', () => {
  test('the same message comes three times, 5 s apart on the clock, each signed anew', async () => {
    const { officialAccount } = simulator;
    server.answer = () => undefined;
    const pushing = officialAccount.follow('a');
    for (let attempt = 1; attempt <= 3; attempt++) {
      await until(() => server.pushed.length === attempt);
      simulator.advanceClock(4_900);
      simulator.advanceClock(100);
    }
    expect(await pushing).toMatchObject({ attempts: 3, failure: expect.stringContaining('5 s') });
    const [first, second, third] = server.pushed.map(inClear);
    expect([second, third]).toEqual([first, first]);
    expect(new Set(server.pushed.map(({ query }) => query.get('nonce'))).size).toBe(3);
  });

  test('a failure waits for the time, too; an answer to a repeat counts; the time can be set', async () => {
    const { officialAccount } = simulator;
    officialAccount.configure({ pushTimeoutMilliseconds: 60_000 });
    server.answer = () => ({ status: server.pushed.length < 3 ? 500 : 200 });
    const pushing = officialAccount.follow('a');
    for (let attempt = 1; attempt <= 2; attempt++) {
      await until(() => server.pushed.length === attempt);
      simulator.advanceClock(60_000);
    }
    expect(await pushing).toEqual({ attempts: 3 });
    expect(officialAccount.chat('a')).toHaveLength(1);
  });

  test('reset ends it', async () => {
    server.answer = () => undefined;
    const pushing = simulator.officialAccount.follow('a');
    await until(() => server.pushed.length === 1);
    simulator.reset();
    expect(await pushing).toMatchObject({ attempts: 1, failure: 'The simulator was reset' });
    expect(server.pushed).toHaveLength(1);
  });

  test('reset keeps where pushes go and forgets the rest', async () => {
    const { officialAccount } = await simulatorForTest({ officialAccount: ACCOUNT }).then((fresh) => {
      fresh.officialAccount.configure({ pushUrl: server.url, mode: 'plain', webDomain: 'login.example' });
      fresh.reset();
      return fresh;
    });
    expect(officialAccount.settings).toMatchObject({
      pushUrl: server.url,
      webDomain: 'login.example',
      mode: 'safe',
    });
  });
});

describe('around the push', () => {
  test('the address check', async () => {
    const { officialAccount } = simulator;
    server.answer = ({ query }) => query.get('echostr') ?? '';
    expect(await officialAccount.checkPushUrl()).toBe(true);
    const [{ query, method }] = server.pushed as [Pushed];
    expect(method).toBe('GET');
    expect(query.get('signature')).toBe(
      pushSignature(ACCOUNT.token, query.get('timestamp') ?? '', query.get('nonce') ?? ''),
    );
    server.answer = () => 'something else';
    expect(await officialAccount.checkPushUrl()).toBe(false);
  });

  test('a forged push goes as it is and leaves no trace', async () => {
    const { officialAccount } = simulator;
    const prepared = officialAccount.prepare('b', { MsgType: 'text', Content: 'hi', MsgId: 1n });
    server.answer = () => ({ status: 403 });
    expect(await officialAccount.deliver('<xml/>', prepared.query)).toEqual({ status: 403, body: '' });
    expect(server.pushed[0]).toMatchObject({ body: '<xml/>', contentType: 'text/xml' });
    expect(server.pushed[0]?.query.get('msg_signature')).toBe(prepared.query.msg_signature);
    server.answer = () => 'success';
    await officialAccount.deliver(prepared.body, prepared.query, prepared.contentType);
    expect(inClear(server.pushed[1])).toMatchObject({
      Content: 'hi',
      FromUserName: officialAccount.openid('b'),
    });
    expect(officialAccount.chat('b')).toEqual([]);
  });

  test('without a push address the console answers; strangers cannot write', async () => {
    const { officialAccount } = await simulatorForTest({ officialAccount: ACCOUNT });
    officialAccount.console = { greeting: 'Welcome', keywords: { hours: '9 to 5' }, menu: [] };
    await expect(officialAccount.message('a', 'hours')).rejects.toThrow('follow');
    expect(await officialAccount.follow('a')).toEqual({ attempts: 0 });
    await officialAccount.message('a', 'hours');
    await officialAccount.message('a', 'else');
    expect(officialAccount.chat('a').map((entry) => ('text' in entry ? entry.text : entry.kind))).toEqual([
      'event',
      'Welcome',
      'hours',
      '9 to 5',
      'else',
    ]);
    expect(() => officialAccount.chat('nobody')).toThrow('no person');
  });

  test.each([{ token: 'a' }, { token: 'a-b-c' }, { encodingAesKey: 'short' }, { pushUrl: 'ftp://x' }])(
    'the console does not take %j',
    async (changes) => {
      expect(() => simulator.officialAccount.configure(changes)).toThrow(/^\w+: must be/);
      await expect(simulatorForTest({ officialAccount: { ...ACCOUNT, ...changes } })).rejects.toThrow(
        'must be',
      );
    },
  );

  test('the control calls do the same', async () => {
    const call = async (path: string, body: unknown): Promise<unknown> => {
      const answer = await postJson(`${simulator.url}/control/official-account/${path}`, body);
      return answer.status === 204 ? 204 : await answer.json();
    };
    const { ticket } = simulator.officialAccount.codes.create('s1', 60);
    expect(await call('scan', { person: 'a', code: ticket })).toEqual({ attempts: 1 });
    expect(await call('message', { person: 'a', text: 'hi' })).toEqual({ attempts: 1 });
    expect(await call('click', { person: 'a', key: 'k' })).toEqual({ attempts: 1 });
    expect(await call('view', { person: 'a', url: 'https://x' })).toEqual({ attempts: 1 });
    expect(await call('unfollow', { person: 'a' })).toEqual({ attempts: 1 });
    expect(await call('follow', { person: 'a' })).toEqual({ attempts: 1 });
    expect(await call('message', { person: 'b', text: 'hi' })).toMatchObject({ code: 'not_following' });
    expect(await call('settings', { mode: 'plain' })).toBe(204);
    expect(await call('settings', { token: '-' })).toMatchObject({ status: 400 });
    expect(await call('console', { greeting: 'Hi' })).toBe(204);
    const prepared = (await call('prepare', { person: 'b', fields: { MsgType: 'text' } })) as {
      query: Record<string, string>;
    };
    expect(await call('deliver', { body: 'x', query: prepared.query })).toEqual({
      status: 200,
      body: 'success',
    });
    expect(await call('check-push-url', {})).toEqual({ answers: false });
    const chat = await fetch(`${simulator.url}/control/official-account/chat/a`);
    expect(await chat.json()).toMatchObject({ openid, follows: true, messages: { length: 6 } });
    const without = await simulatorForTest();
    const answer = await postJson(`${without.url}/control/official-account/follow`, { person: 'a' });
    expect(answer.status).toBe(404);
    expect(() => without.officialAccount).toThrow('no official account');
  });
});
