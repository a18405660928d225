import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { TestingModule } from '@nestjs/testing';
import { type FaultInput, type Simulator, startSimulator } from '@maqiao/wechat-simulator';
import {
  MovableClock,
  RecordingLogger,
  rejectionOf,
  until,
  wechatUnderTest,
  miniProgramKeeper,
} from './test-support.ts';
import { WechatClient } from './wechat-client.ts';

// Whatever goes wrong: AppSecret, access token, login code and session key are in nothing that is thrown or logged.

const APP_SECRET = 'the-app-secret-0123456789abcdef0';
const LOGIN_CODE = 'the-login-code-0123456789abcdef';
const SESSION_KEY = 'dGhlLXNlc3Npb24ta2V5IQ==';

let simulator: Simulator;
let logger: RecordingLogger;
let clock: MovableClock;
let opened: TestingModule[];

beforeAll(async () => {
  simulator = await startSimulator({ appSecret: APP_SECRET });
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.reset();
  logger = new RecordingLogger();
  clock = new MovableClock();
  opened = [];
});
afterEach(async () => {
  jest.useRealTimers();
  await Promise.all(opened.map((module) => module.close()));
});

async function open(baseUrl: string): Promise<TestingModule> {
  const { appId } = simulator;
  const module = await wechatUnderTest({ baseUrl, appId, appSecret: APP_SECRET, logger, clock });
  opened.push(module);
  return module;
}

function expectNoSecrets(error: unknown, ...more: string[]): void {
  const said = [
    inspect(error, { depth: Infinity, showHidden: true, getters: true, maxStringLength: Infinity }),
    error instanceof Error ? `${error.stack} ${String(error.cause)}` : '',
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    ...logger.lines,
  ].join('\n');
  expect(said.length).toBeGreaterThan(50);
  for (const secret of [APP_SECRET, LOGIN_CODE, SESSION_KEY, ...more]) {
    for (const spelling of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
      expect(said).not.toContain(spelling);
    }
  }
}

const FAULTS: FaultInput[] = [
  ...[-1, 40001, 40013, 40029, 40125, 40163, 40164, 40226, 45009, 77777].map((errcode) => ({
    kind: 'errcode' as const,
    errcode,
    errmsg: `appid&secret=${APP_SECRET}&js_code=${LOGIN_CODE} session_key ${SESSION_KEY}`,
  })),
  { kind: 'html', status: 200 },
  { kind: 'html', status: 502 },
  { kind: 'status', status: 302 },
  { kind: 'disconnect' },
  { kind: 'broken-image' },
  { kind: 'broken-image', content: 'empty' },
  { kind: 'body', contentType: 'text/plain', body: `{"openid":"","session_key":"${SESSION_KEY}"}` },
  {
    kind: 'body',
    contentType: 'text/plain',
    body: `{"session_key":"${SESSION_KEY}","access_token":"${SESSION_KEY}`,
  },
  { kind: 'body', contentType: 'application/json', body: `{"access_token":"${SESSION_KEY}"}` },
];

for (const fault of FAULTS) {
  test(`after ${JSON.stringify(fault).slice(0, 60)}`, async () => {
    const client = (await open(simulator.url)).get(WechatClient);
    simulator.fault('jscode2session', fault);
    simulator.fault('stable_token', fault);
    expectNoSecrets(await rejectionOf(client.exchangeLoginCode(LOGIN_CODE)));
    expectNoSecrets(await rejectionOf(client.fetchWxacode('scene')));
    const other = await open(simulator.url);
    const accessToken = await miniProgramKeeper(other).get();
    simulator.fault('getwxacodeunlimit', fault, 2);
    expectNoSecrets(await rejectionOf(other.get(WechatClient).fetchWxacode('scene')), accessToken);
  });
}

test('after silence', async () => {
  const module = await open(simulator.url);
  const accessToken = await miniProgramKeeper(module).get();
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
  const client = module.get(WechatClient);
  simulator.fault('jscode2session', { kind: 'hang' });
  simulator.fault('getwxacodeunlimit', { kind: 'hang' });
  const outcomes = [
    rejectionOf(client.exchangeLoginCode(LOGIN_CODE)),
    rejectionOf(client.fetchWxacode('scene')),
  ];
  await until(() => simulator.calls().length === 3);
  jest.advanceTimersByTime(10_000);
  for (const outcome of outcomes) expectNoSecrets(await outcome, accessToken);
});

test('when nobody listens', async () => {
  const client = (await open('http://127.0.0.1:1')).get(WechatClient);
  expectNoSecrets(await rejectionOf(client.exchangeLoginCode(LOGIN_CODE)));
  expectNoSecrets(await rejectionOf(client.fetchWxacode('scene')));
});

test('when a renewal in the background fails and is logged', async () => {
  const module = await open(simulator.url);
  const keeper = miniProgramKeeper(module);
  const accessToken = await keeper.get();
  clock.advance(116 * 60_000);
  simulator.fault('stable_token', {
    kind: 'errcode',
    errcode: 40125,
    errmsg: `secret ${APP_SECRET} ${accessToken.slice(0, 400)}`,
  });
  await keeper.get();
  await until(() => logger.lines.some((line) => line.includes('40125')));
  expectNoSecrets(
    new Error('something long enough to be looked through by this test'),
    accessToken.slice(0, 60),
  );
});

test('when WeChat repeats what it was sent', async () => {
  const mirror: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const sent = `${request.url} ${Buffer.concat(chunks).toString()}`;
      response.writeHead(200, { 'Content-Type': sent.replace(/[^\x21-\x7e]/g, '') });
      response.end(JSON.stringify({ errcode: 40164, errmsg: `${sent} rid: ${APP_SECRET}` }));
    });
  });
  await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
  try {
    const client = (await open(`http://127.0.0.1:${(mirror.address() as AddressInfo).port}`)).get(
      WechatClient,
    );
    expectNoSecrets(await rejectionOf(client.exchangeLoginCode(LOGIN_CODE)));
    expectNoSecrets(await rejectionOf(client.fetchWxacode('scene')));
  } finally {
    mirror.closeAllConnections();
    await new Promise((resolve) => mirror.close(resolve));
  }
});
