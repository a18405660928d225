// What the demo's phone and the pages beside it play of WeChat besides the mini program. No API is needed: a small server
// is both the official account's and the website's.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Simulator, startSimulator } from '@maqiao/wechat-simulator';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { axeFindings } from '../support/axe.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { scanScreen } from '../support/scan-screen.ts';

const ACCOUNT = {
  appId: 'wx2222222222222222',
  appSecret: 's',
  token: 'pushtoken',
  id: 'gh_1',
  name: '山前书店',
};
const WEBSITE = { appId: 'wx3333333333333333', appSecret: 's', name: '山前书店' };
const PHONE = { viewport: { width: 390, height: 844 } };

/** The smallest mini program. */
const PROGRAM = {
  'app.json': '{"pages":["pages/login/index"]}',
  'app.js': 'App({})',
  'pages/login/index.js': 'Page({})',
  'pages/login/index.json': '{"navigationBarTitleText":"Program"}',
  'pages/login/index.wxml': '<view>program</view>',
};

const folder = mkdtempSync(join(tmpdir(), 'wechat-screens-'));
let server: Server;
let origin: string;
let simulator: Simulator;
/** What the account was sent last: Event, Content or nothing. */
let pushed: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      if (request.method !== 'POST') response.end(websitePage(request.url ?? '/'));
      else response.end(accountAnswer(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const [name, content] of Object.entries(PROGRAM)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  simulator = await startSimulator({
    miniProgramFolder: folder,
    allowedOrigin: origin,
    markWechatBrowser: true,
    officialAccount: { ...ACCOUNT, pushUrl: `${origin}/push`, webDomain: '127.0.0.1' },
    website: { ...WEBSITE, webDomain: '127.0.0.1' },
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  pushed = [];
  simulator.reset();
});

afterAll(async () => {
  await closeChromium();
  await simulator.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

/** A page that shows its address; `/frame` shows the website's code in a frame as an embedding site does. */
function websitePage(path: string): string {
  if (!path.startsWith('/frame'))
    return `<!doctype html><title>site</title><p id="here">${path.replaceAll('&', '&amp;')}</p>`;
  const source = qrconnect({ self_redirect: 'true' }).replaceAll('&', '&amp;');
  return `<!doctype html><title>site</title><iframe src="${source}" width="320" height="520" sandbox="allow-scripts allow-same-origin allow-top-navigation allow-forms"></iframe>`;
}

function accountAnswer(body: string): string {
  const part = (name: string) => new RegExp(`<${name}><!\\[CDATA\\[([^\\]]*)`).exec(body)?.[1];
  pushed.push(`${part('Event') ?? part('Content')} ${part('EventKey') ?? ''}`.trim());
  const head = `<xml><ToUserName>${part('FromUserName')}</ToUserName><FromUserName>${ACCOUNT.id}</FromUserName><CreateTime>1</CreateTime>`;
  const content = part('Content') ?? part('Event');
  if (content === 'news') {
    return `${head}<MsgType>news</MsgType><ArticleCount>1</ArticleCount><Articles><item><Title>Sign in</Title><Description>here</Description><Url>${origin}/confirm</Url></item></Articles></xml>`;
  }
  if (content === 'nonsense') return 'nonsense';
  return `${head}<MsgType>text</MsgType><Content><![CDATA[re: ${content} <a href="${origin}/details">details</a> <b>]]></Content></xml>`;
}

function qrconnect(changes: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    appid: WEBSITE.appId,
    redirect_uri: `${origin}/callback`,
    response_type: 'code',
    scope: 'snsapi_login',
    state: 's1',
    ...changes,
  });
  return `${simulator.url}/connect/qrconnect?${query}#wechat_redirect`;
}

function authorize(changes: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    appid: ACCOUNT.appId,
    redirect_uri: `${origin}/callback`,
    response_type: 'code',
    scope: 'snsapi_userinfo',
    state: 's1',
    ...changes,
  });
  return `${simulator.url}/connect/oauth2/authorize?${query}#wechat_redirect`;
}

async function phoneAt(address: string, person = 'a'): Promise<Page> {
  const context = await openContext(PHONE);
  const phone = await context.newPage();
  await phone.goto(address);
  await phone.click(`[data-person=${person}]`);
  return phone;
}

/** The tab that a tap opens. */
async function tabOf(context: BrowserContext, tap: () => Promise<void>): Promise<Page> {
  const [tab] = await Promise.all([context.waitForEvent('page'), tap()]);
  await tab.waitForSelector('#here');
  return tab;
}

const here = (page: Page) => page.textContent('#here');

test('scanning the account’s code: following, answers, a menu, links in WeChat’s browser', async () => {
  const { officialAccount } = simulator;
  officialAccount.console = {
    keywords: {},
    menu: [
      { type: 'click', name: 'Help', key: 'help' },
      {
        name: 'More',
        sub_button: { list: [{ type: 'view', name: 'Shop', url: 'http://127.0.0.1:1/shop' }] },
      },
    ],
  };
  const code = officialAccount.codes.create('mq_1', 600);
  const phone = await phoneAt(code.url);
  expect(await axeFindings(phone)).toEqual([]);
  await phone.click('#follow');
  await phone.waitForSelector('.bubble >> text=re: subscribe');
  expect(await phone.textContent('.bar-title')).toBe(ACCOUNT.name);
  // What is no link is text.
  expect(await phone.textContent('.bubble')).toBe('re: subscribe details <b>');
  await phone.fill('#message', '42');
  await phone.press('#message', 'Enter');
  await phone.waitForSelector('.bubble >> text=re: 42');
  await phone.click('.chat-menu >> text=Help');
  await phone.waitForSelector('.bubble >> text=re: CLICK');
  await phone.fill('#message', 'nonsense');
  await phone.click('#send');
  await phone.waitForSelector('[data-kind=unavailable]');
  expect(await axeFindings(phone)).toEqual([]);

  const details = await tabOf(phone.context(), () => phone.locator('.bubble a').first().click());
  expect(await here(details)).toBe('/details?wechat_browser=1');
  await phone.fill('#message', 'news');
  await phone.click('#send');
  const article = await tabOf(phone.context(), () => phone.click('.article'));
  expect(await here(article)).toBe('/confirm?wechat_browser=1');

  // A follower who scans is back in the chat; the menu lies above it.
  await phone.goto(code.url);
  await phone.waitForSelector('.bubble >> text=re: SCAN');
  await phone.click('#menu');
  await phone.click('.sheet-card >> text=关闭');
  await phone.waitForSelector('#chat');
  await phone.click('#unfollow');
  await phone.waitForSelector('#follow');
  expect(pushed).toEqual([
    'subscribe qrscene_mq_1',
    '42',
    'CLICK help',
    'nonsense',
    'news',
    'SCAN mq_1',
    'unsubscribe',
  ]);
  await phone.goto(officialAccount.followUrl);
  await phone.click('#follow');
  await phone.waitForSelector('#chat >> text=你关注了这个公众号');
  expect(pushed.at(-1)).toBe('subscribe');
});

test('the account lies above the mini program, which is as before afterwards', async () => {
  const phone = await phoneAt(`${simulator.url}/phone/`);
  const title = () => phone.textContent('.bar-title');
  await phone.waitForSelector('html[data-ready]');
  expect(await title()).toBe('Program');
  await phone.click('#menu');
  await phone.click('.sheet-card .row >> text=公众号');
  await phone.click('#follow');
  await phone.waitForSelector('.bubble');
  expect(await title()).toBe(ACCOUNT.name);
  await phone.click('.bar-back');
  await phone.waitForSelector('#chat', { state: 'detached' });
  expect(await title()).toBe('Program');
  // Scanned while the chat is open: an address is offered, a mini program's code closes it.
  await phone.click('#menu');
  await phone.fill('.sheet-card .scan-code', `${origin}/sign-in`);
  await phone.click('.sheet-card .scan [type=submit]');
  const tab = await tabOf(phone.context(), () => phone.click('#link .primary'));
  expect(await here(tab)).toBe('/sign-in?wechat_browser=1');
  await phone.click('#menu');
  await phone.fill('.sheet-card .scan-code', 'abc');
  await phone.click('.sheet-card .scan [type=submit]');
  await phone.waitForSelector('#link', { state: 'detached' });
  expect(await title()).toBe('Program');
  expect(new URL(phone.url()).searchParams.get('scene')).toBe('abc');
});

test('a website’s code: scanned, allowed, refused in both ways, expired, pasted into the phone', async () => {
  const desk = await (await openContext()).newPage();
  await desk.goto(qrconnect());
  await desk.waitForSelector('.connect-code');
  expect(await axeFindings(desk)).toEqual([]);
  const phone = await phoneAt((await scanScreen(desk)).href, 'b');
  await phone.waitForSelector('#sign-in-question');
  expect(await phone.textContent('#sign-in-question')).toContain(origin.slice('http://'.length));
  expect(await axeFindings(phone)).toEqual([]);
  await desk.waitForSelector('[data-state=scanned]');
  await phone.click('[data-answer=allow]');
  await desk.waitForSelector('#here');
  expect(await here(desk)).toMatch(/^\/callback\?code=0\w{31}&state=s1$/);

  await desk.goto(qrconnect());
  await desk.waitForSelector('.connect-code');
  // Through the phone's form.
  await phone.click('#menu');
  await phone.fill('.sheet-card .scan-code', (await scanScreen(desk)).href);
  await phone.click('.sheet-card .scan [type=submit]');
  await phone.click('[data-answer=stay]');
  await desk.waitForSelector('[data-state=refused]');
  await desk.click('.connect-card .primary');
  await desk.waitForSelector('[data-state=waiting]');
  await phone.goto((await scanScreen(desk)).href);
  await phone.click('[data-answer=refuse]');
  await desk.waitForSelector('#here');
  expect(await here(desk)).toBe('/callback?state=s1');
  await phone.goto(`${simulator.url}/phone/?uuid=nonsense`);
  await phone.waitForSelector('#problem');
  await desk.goto(qrconnect());
  await desk.waitForSelector('.connect-code');
  simulator.advanceClock(300_000);
  await desk.waitForSelector('[data-state=expired]');
});

test('in a frame the frame goes on; quick sign-in needs no phone, and can be switched off', async () => {
  const context = await openContext({ locale: 'en-US' });
  const site = await context.newPage();
  await site.goto(`${origin}/frame`);
  const frame = site.frameLocator('iframe');
  const url = await frame.locator('.connect-code').getAttribute('data-url');
  simulator.web.answerSignIn(url ?? '', { person: 'a' });
  expect(await frame.locator('#here').textContent()).toContain('code=');
  expect(new URL(site.url()).pathname).toBe('/frame');

  await site.goto(qrconnect());
  await site.click('text=Quick sign-in');
  await site.click('[data-person=c]');
  await site.waitForSelector('#here');
  // The computer's WeChat stays signed in.
  await site.goto(qrconnect());
  await site.click('text=Quick sign-in');
  await site.waitForSelector('#here');
  expect(await here(site)).toContain('code=');
  await site.goto(qrconnect({ fast_login: '0', lang: 'cn' }));
  await site.waitForSelector('text=微信登录');
  expect(await site.locator('text=快捷登录').count()).toBe(0);
});

test('inside WeChat: consent, refusal, a snapshot; silent for snsapi_base and from the chat; error pages', async () => {
  const phone = await phoneAt(authorize());
  await phone.waitForSelector('.connect-card');
  expect(await axeFindings(phone)).toEqual([]);
  await phone.click('[data-answer=refuse]');
  await phone.waitForSelector('#here');
  expect(await here(phone)).toBe('/callback?state=s1');
  await phone.goto(authorize());
  await phone.click('[data-answer=snapshot]');
  await phone.waitForSelector('#here');
  const code = new URL(phone.url()).searchParams.get('code') ?? '';
  const query = new URLSearchParams({
    appid: ACCOUNT.appId,
    secret: ACCOUNT.appSecret,
    code,
    grant_type: 'authorization_code',
  });
  const tokens = await fetch(`${simulator.url}/sns/oauth2/access_token?${query}`);
  expect(await tokens.json()).toMatchObject({ is_snapshotuser: 1 });
  await phone.goto(authorize({ scope: 'snsapi_base' }));
  await phone.waitForSelector('#here');
  expect(await here(phone)).toContain('code=');
  await phone.goto(authorize({ redirect_uri: 'https://evil.example/' }));
  await phone.waitForSelector('[data-errcode="10003"]');
  await phone.goto(authorize({ scope: 'snsapi_login' }));
  await phone.waitForSelector('[data-errcode="10005"]');
  simulator.officialAccount.configure({ kind: 'test' });
  await phone.goto(authorize());
  await phone.click('[data-answer=allow]');
  await phone.waitForSelector('[data-errcode="10006"]');

  // A follower who comes from the menu is asked nothing.
  await simulator.officialAccount.follow('a');
  simulator.officialAccount.console = {
    keywords: {},
    menu: [{ type: 'view', name: 'Sign in', url: authorize() }],
  };
  await phone.goto(simulator.officialAccount.followUrl);
  await phone.waitForSelector('.chat-menu');
  const tab = await tabOf(phone.context(), () => phone.click('.chat-menu >> text=Sign in'));
  expect(await here(tab)).toContain('code=');
});
