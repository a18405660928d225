import { loginResult } from '@maqiao/shared/schemas';
import { describe, expect, jest, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { SceneStore } from '../../src/sign-in/scenes/store/scene-store.ts';
import { OfficialAccountClient } from '../../src/wechat/official-account-client.ts';
import { beginInteraction } from '../oidc/support/phone-side.ts';
import { OidcBrowser } from '../oidc/support/oidc-browser.ts';
import { TestClient } from '../oidc/support/test-client.ts';
import { DESKTOP, Traveller } from '../redirects/support/journey.ts';
import type { ApiUnderTest } from '../support/api-under-test.ts';
import { useFleets } from '../support/fleet.ts';
import type { ScriptedBrowser } from '../support/scripted-browser.ts';
import { ConfirmPhone } from './support/confirm-phone.ts';
import {
  ACCOUNT_ENVIRONMENT,
  contentOf,
  startAccount,
  startWechat,
  takeTime,
} from './support/official-account.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const PAGE = { WECHAT_OFFICIAL_ACCOUNT_CONFIRM: 'page' };

const startFleet = useFleets();

async function start(environment: Record<string, string> = {}) {
  const api = await startAccount({ environment: { ...PAGE, SITE_NAME: '山前书店', ...environment } });
  takeTime(api);
  return api;
}

const statusOf = async (api: ApiUnderTest, scene: string) =>
  (await api.app.get(SceneStore).read(scene)).record?.status;

const users = (api: ApiUnderTest) => api.database().selectFrom('users').select('id').execute();

/** A code of the account on a page. @returns what a phone reads in it */
async function shown(api: ApiUnderTest, browser: ScriptedBrowser, body: object = {}): Promise<string> {
  const made = jest.spyOn(api.app.get(OfficialAccountClient), 'createCode');
  const answer = await browser.register({ method: 'official-account', ...body });
  expect(answer.status).toBe(201);
  return String(await made.mock.results.at(-1)?.value);
}

/** A page with a code, and the phone of somebody who has scanned it. */
async function scannedBy(api: ApiUnderTest, person = 'lin', phone = new ConfirmPhone(api, person)) {
  const browser = api.browser({ userAgent: FIREFOX });
  const url = await shown(api, browser);
  const watching = browser.watch();
  await watching.status('pending');
  await api.simulator.officialAccount.scan(person, url);
  return { browser, watching, phone, url, path: phone.link() };
}

const textOf = (api: ApiUnderTest, person: string) => {
  const last = api.simulator.officialAccount.chat(person).at(-1);
  return last?.from === 'account' && last.kind === 'text' ? last.text : '';
};

const other = (number: string | undefined) => (number === '42' ? '24' : '42');

describe('the way through', () => {
  test('the chat names who asks; the page asks as the mini program does, and the confirm can be taken back', async () => {
    const api = await start();
    const { browser, watching, phone, path } = await scannedBy(api);
    const text = textOf(api, 'lin');
    expect(text).toContain(`山前书店（${new URL(api.url).host}）请求用你的微信登录`);
    expect(path).toMatch(/^\/confirm\/[0-9a-f]{32}$/);
    expect(text).not.toContain(browser.scene);
    // Who only looks at the link changes nothing, and nobody is made of them.
    const opening = await phone.follow();
    expect(opening.body).toContain('data-sends-itself');
    expect([await statusOf(api, browser.scene), await users(api)]).toEqual(['pending', []]);

    const asking = await phone.press(path, { answer: 'open' });
    expect(await statusOf(api, browser.scene)).toBe('scanned');
    await watching.status('scanned');
    // On this machine both are in one network, so no number is asked for; in the chat it would be.
    for (const part of ['山前书店', api.url, 'Firefox', 'Linux', 'On your network', 'Just now', 'Confirm'])
      expect(asking.body).toContain(part);
    expect(asking.body).not.toContain('name="number"');
    expect(asking.headers.get('referrer-policy')).toBe('same-origin');
    expect(asking.headers.get('content-security-policy')).toContain(
      `form-action 'self' ${api.simulator.url}`,
    );

    const confirmed = await phone.press(path, { answer: 'confirm' });
    expect(confirmed.body).toContain('Signed in');
    loginResult.parse(await watching.login());
    expect((await browser.claim()).status).toBe(200);
    // Opened once more from the chat: it says so still.
    expect((await phone.follow()).body).toContain('Take it back');
    const undone = await phone.press(path, { answer: 'take_back' });
    expect(undone.body).toContain('Taken back');
    expect(await api.sessions()).toEqual([expect.objectContaining({ revoked_reason: 'rejected' })]);
    const [identity] = await api.database().selectFrom('identities').selectAll().execute();
    expect(identity).toMatchObject({
      provider: 'wechat-official-account',
      subject: api.simulator.officialAccount.openid('lin'),
    });
  });

  test('the number, where CONFIRM_MODE asks for it: none changes nothing, a wrong one ends it', async () => {
    const api = await start({ CONFIRM_MODE: 'always' });
    const { watching, phone, path } = await scannedBy(api);
    expect((await phone.ask()).body).toContain('name="number"');
    const { number } = await watching.status('scanned');
    for (const typed of ['', '4', 'x1', '123']) {
      const page = await phone.press(path, { answer: 'confirm', number: typed });
      expect([page.status, page.body.includes('role="alert"')]).toEqual([400, true]);
    }
    // As a Chinese keyboard may write it.
    const wide = [...(number ?? '')].map((digit) => '０１２３４５６７８９'[Number(digit)]).join(' ');
    expect((await phone.press(path, { answer: 'confirm', number: wide })).body).toContain('Signed in');
    loginResult.parse(await watching.login());

    const wrong = await scannedBy(api);
    await wrong.phone.ask();
    const { number: right } = await wrong.watching.status('scanned');
    const refused = await wrong.phone.press(wrong.path, { answer: 'confirm', number: other(right) });
    expect(refused.status).toBe(403);
    expect(await statusOf(api, wrong.browser.scene)).toBe('rejected');
    await wrong.phone.press(wrong.path, { answer: 'confirm', number: right ?? '' });
    expect(await statusOf(api, wrong.browser.scene)).toBe('rejected');
  });

  test('a refusal says that it was not them, and stays one', async () => {
    const api = await start();
    const { browser, phone, path } = await scannedBy(api);
    await phone.ask();
    expect((await phone.press(path, { answer: 'not_me' })).body).toContain('Declined');
    const events = await api.database().selectFrom('security_events').select(['kind', 'reason']).execute();
    expect(events).toContainEqual({ kind: 'rejected', reason: 'not_me' });
    expect((await phone.press(path, { answer: 'confirm' })).body).toContain('Declined');
    expect(await statusOf(api, browser.scene)).toBe('rejected');
  });

  test('a client that asks is named, and is answered', async () => {
    const api = await start();
    const client = await TestClient.register(api);
    const oidc = new OidcBrowser(api);
    const interaction = await beginInteraction(oidc, client);
    const browser = api.browser();
    browser.cookie = oidc.jar.header('/');
    await api.simulator.officialAccount.scan('lin', await shown(api, browser, { interaction }));
    expect(textOf(api, 'lin')).toContain('shop.example.com');
    const phone = new ConfirmPhone(api, 'lin');
    const asking = await phone.ask();
    for (const part of ['shop.example.com', 'wants to know who you are', 'it is told your nickname'])
      expect(asking.body).toContain(part);
    await phone.press(phone.link(), { answer: 'confirm' });
    browser.cookie = oidc.jar.header('/');
    const claim = await browser.post<{ continueTo: string }>('/api/session', {
      scene: browser.scene,
      verifier: browser.verifier,
    });
    expect(claim.body.continueTo).toContain('/oidc/auth/');
  });

  test('a WeChat is added to an account, and nobody is made of it', async () => {
    const api = await start({ CONFIRM_MODE: 'never', LOGIN_METHODS: 'mini-program,official-account' });
    const owner = api.browser();
    await owner.register();
    const program = api.phone('a');
    await program.scan(owner.scene);
    await program.confirm(owner.scene);
    const { accessToken } = (await owner.claim()).body;
    await program.post('/api/me', { nickname: '王小明' });
    const browser = api.browser();
    browser.cookie = owner.cookie;
    await api.simulator.officialAccount.scan('lin', await shown(api, browser, { purpose: 'link' }));
    expect(textOf(api, 'lin')).toContain('添加到一个账号');
    const phone = new ConfirmPhone(api, 'lin');
    const asking = await phone.ask();
    expect(asking.body).toContain('asks to add this WeChat to the account of 王小明');
    expect((await phone.press(phone.link(), { answer: 'confirm' })).body).toContain('Added');
    const identities = await owner.get<{ identities: { provider: string }[] }>(
      '/api/me/identities',
      accessToken,
    );
    expect(identities.body.identities.map(({ provider }) => provider).sort()).toEqual([
      'wechat-mini-program',
      'wechat-official-account',
    ]);
    expect(await users(api)).toHaveLength(1);
    expect((await phone.press(phone.link(), { answer: 'take_back' })).body).toContain('Taken back');
    expect(await api.database().selectFrom('identities').select('subject').execute()).toHaveLength(1);
  });

  test('with several instances each step may reach another one; a repeat of the event is answered alike', async () => {
    const wechat = await startWechat();
    const environment = { ...ACCOUNT_ENVIRONMENT, ...PAGE, WECHAT_OPEN_BASE_URL: wechat.url };
    const fleet = await startFleet({ ...environment, CONFIRM_MODE: 'always' }, {}, wechat);
    const [here, there] = fleet.instances;
    takeTime(here, there);
    const browser = here.browser({ userAgent: FIREFOX });
    await shown(here, browser);
    const watching = browser.watch();
    await watching.status('pending');
    const event = { MsgType: 'event', Event: 'SCAN', EventKey: `mq_${browser.scene}` };
    const answers = [];
    for (const { url } of [there, here]) {
      wechat.officialAccount.configure({ pushUrl: `${url}/wechat/official-account` });
      const { body, query } = wechat.officialAccount.prepare('lin', { ...event, CreateTime: 1_764_456_000 });
      answers.push(contentOf((await wechat.officialAccount.deliver(body, query)).body));
    }
    const links = answers.map((text) => /href="[^"]+?(\/confirm\/\w+)"/.exec(text)?.[1] ?? '');
    const [path = ''] = links;
    expect(links).toEqual([path, path]);

    const phone = new ConfirmPhone(here, 'lin');
    const away = await phone.open(path);
    phone.at = there.url;
    const page = await phone.arrive(phone.atWechat(away.location, { person: 'lin' }) ?? '');
    expect([page.status, page.location]).toEqual([303, path]);
    phone.at = here.url;
    expect((await phone.open(path)).body).toContain('data-sends-itself');
    await phone.send(path, { answer: 'open' });
    const { number } = await watching.status('scanned');
    phone.at = there.url;
    expect((await phone.open(path)).body).toContain('name="number"');
    expect((await phone.send(path, { answer: 'confirm', number: number ?? '' })).status).toBe(303);
    phone.at = here.url;
    expect((await phone.open(path)).body).toContain('Signed in');
    loginResult.parse(await watching.login());
  });
});

describe('whoever is not the one who scanned', () => {
  test('with the link alone: WeChat names them, nothing changes, and its owner still confirms', async () => {
    const api = await start();
    const { browser, phone, path } = await scannedBy(api);
    const thief = new ConfirmPhone(api, 'zhou');
    const page = await thief.follow(path);
    expect([page.status, page.body.includes('sent to somebody else')]).toEqual([403, true]);
    expect(page.body).not.toContain('山前书店</h1>');
    for (const answer of ['open', 'confirm', 'reject']) await thief.press(path, { answer });
    expect([await statusOf(api, browser.scene), await users(api)]).toEqual(['pending', []]);
    await phone.ask();
    expect((await phone.press(path, { answer: 'confirm' })).body).toContain('Signed in');
  });

  test('without the cookie, with one made up or of another page, or from another origin: nothing is done', async () => {
    const api = await start({ CORS_ORIGINS: 'https://shop.example' });
    const { browser, phone, path } = await scannedBy(api);
    await phone.ask();
    const own = await scannedBy(api, 'zhou', new ConfirmPhone(api, 'zhou'));
    await own.phone.ask();
    const id = path.split('/').at(-1) ?? '';
    const ownId = own.path.split('/').at(-1) ?? '';
    const stolen = own.phone.jar.get(`maqiao-c-${ownId}`);
    for (const cookie of ['', randomBytes(32).toString('base64url'), stolen, id]) {
      const headers: Record<string, string> = cookie === '' ? {} : { Cookie: `maqiao-c-${id}=${cookie}` };
      for (const answer of ['confirm', 'reject', 'open']) {
        const page = await new ConfirmPhone(api, 'zhou').send(path, { answer }, headers);
        expect([page.status, page.location]).toEqual([303, path]);
      }
    }
    // A page of another origin sends a form in the person's own browser.
    for (const Origin of [
      'https://evil.example',
      'https://shop.example',
      'null',
      `${api.url}.evil.example`,
      '',
    ])
      for (const answer of ['confirm', 'reject'])
        expect((await phone.send(path, { answer }, { Origin })).status).toBe(403);
    expect(await statusOf(api, browser.scene)).toBe('scanned');
  });

  test('what came back from WeChat: once, in its own browser, at its own address', async () => {
    const api = await start();
    const { browser, phone, path } = await scannedBy(api);
    const away = await phone.open(path);
    const back = phone.atWechat(away.location, { person: 'lin' }) ?? '';
    const thief = new ConfirmPhone(api, 'zhou');
    await thief.open(path);
    expect((await thief.arrive(back)).status).toBe(400);
    expect(api.simulator.calls('sns_access_token')).toEqual([]);
    // As a sign-in it is none, and is used up by that.
    const asSignIn = await phone.arrive(back.replace('/confirm/', '/sign-in/official-account-web/'));
    expect([asSignIn.status, await api.sessions()]).toEqual([400, []]);
    expect((await phone.arrive(back)).status).toBe(400);
    // A sign-in proves nothing here.
    const signIn = await phone.begin('official-account-web');
    const proof = phone.atWechat(signIn.location, { person: 'lin' }) ?? '';
    expect((await phone.arrive(proof.replace('/sign-in/official-account-web/', '/confirm/'))).status).toBe(
      400,
    );
    // Replayed after it has arrived.
    const again = phone.atWechat((await phone.open(path)).location, { person: 'lin' }) ?? '';
    const cookie = phone.jar.header('/') ?? '';
    expect((await phone.arrive(again)).status).toBe(303);
    const replay = await new Traveller(api, phone.userAgent).arrive(again, { Cookie: cookie });
    expect([replay.status, replay.headers.getSetCookie()]).toEqual([400, []]);
    expect(await statusOf(api, browser.scene)).toBe('pending');
  });

  test('opening it in any way changes nothing: elsewhere, as a visitor of a snapshot page, with the proof', async () => {
    const api = await start();
    const { browser, phone, path } = await scannedBy(api);
    // It says the same of every address, whether there is such a page or not.
    for (const address of [path, `/confirm/${'0'.repeat(32)}`, `${path}?wechat_browser=1`]) {
      const page = await new Traveller(api, DESKTOP).open(address);
      expect([page.status, page.headers.getSetCookie()]).toEqual([200, []]);
      expect(page.body).toContain('Open this in WeChat');
    }
    expect((await phone.follow(undefined, { snapshot: 'flagged' })).body).toContain('full service');
    expect((await phone.follow(undefined, { snapshot: 'unflagged' })).status).toBe(403);
    await phone.follow();
    for (const [method, headers] of [
      ['GET', { 'Sec-Purpose': 'prefetch' }],
      ['HEAD', {}],
      ['GET', { 'Sec-Fetch-Site': 'cross-site' }],
    ] as const)
      await phone.open(`${path}?answer=open&answer=confirm`, headers, method);
    expect(await statusOf(api, browser.scene)).toBe('pending');
    await phone.ask();
    await phone.open(`${path}?answer=confirm`);
    await phone.open(`${path}?answer=reject`);
    expect(await statusOf(api, browser.scene)).toBe('scanned');
  });
});

describe('when it does not fit', () => {
  test('a newer scan: the older page says so, and its browser is told', async () => {
    const api = await start();
    const first = await scannedBy(api);
    await first.phone.ask();
    const second = await scannedBy(api, 'lin', first.phone);
    expect(await statusOf(api, first.browser.scene)).toBe('rejected');
    for (const page of [
      await first.phone.follow(first.path),
      await first.phone.press(first.path, { answer: 'confirm' }),
    ])
      expect([page.status, page.body.includes('another code since')]).toEqual([409, true]);
    await second.phone.ask(second.path);
    await second.phone.press(second.path, { answer: 'confirm' });
    loginResult.parse(await second.watching.login());
    expect(await statusOf(api, first.browser.scene)).toBe('rejected');
    // What was confirmed before a newer scan stays, and can be taken back.
    const third = await scannedBy(api, 'lin', first.phone);
    expect((await third.phone.follow(second.path)).body).toContain('Signed in');
    expect(await statusOf(api, second.browser.scene)).not.toBe('rejected');
  });

  test('the code belongs to whoever opens it first; it is one link, however often it is scanned', async () => {
    const api = await start();
    const { browser, phone, path, url } = await scannedBy(api);
    await api.simulator.officialAccount.scan('lin', url);
    expect(phone.link()).toBe(path);
    await api.simulator.officialAccount.scan('zhou', url);
    const late = new ConfirmPhone(api, 'zhou');
    await phone.ask();
    const taken = await late.ask();
    expect([taken.status, taken.body.includes('Someone else')]).toEqual([409, true]);
    expect((await phone.press(path, { answer: 'confirm' })).body).toContain('Signed in');
    expect(await statusOf(api, browser.scene)).not.toBe('rejected');
  });

  test('after its time, also with the proof', async () => {
    const api = await start();
    const { browser, phone, path } = await scannedBy(api);
    await phone.ask();
    api.clock.advance(120_000);
    expect((await phone.press(path, { answer: 'confirm' })).body).toContain('This code has expired');
    expect(await statusOf(api, browser.scene)).toBe('expired');
    api.clock.advance(600_000);
    const gone = await phone.follow(path);
    expect([gone.status, gone.body.includes('This code has expired')]).toEqual([410, true]);
    expect((await new ConfirmPhone(api, 'lin').follow(path)).status).toBe(410);
    expect(await api.sessions()).toEqual([]);
  });

  test('taking back after the delivery deadline is too late, and says what is left', async () => {
    const api = await start();
    const { browser, phone, path } = await scannedBy(api);
    await phone.ask();
    await phone.press(path, { answer: 'confirm' });
    await browser.claim();
    api.clock.advance(60_000);
    const page = await phone.press(path, { answer: 'take_back' });
    expect([page.status, page.body.includes('Too late to take it back')]).toEqual([409, true]);
    expect(await api.sessions()).toEqual([expect.objectContaining({ revoked_reason: null })]);
  });

  test('the blocked are told so; digits in the chat lead to the page while it asks', async () => {
    const api = await start();
    const { phone, path } = await scannedBy(api);
    await phone.ask();
    await api.simulator.officialAccount.message('lin', '42');
    expect(textOf(api, 'lin')).toContain(path);
    await phone.press(path, { answer: 'confirm' });
    await api.simulator.officialAccount.message('lin', '42');
    expect(api.simulator.officialAccount.chat('lin').at(-1)?.from).toBe('person');
    await api.database().updateTable('users').set({ blocked: 1 }).execute();
    const blocked = await scannedBy(api);
    expect((await blocked.phone.ask()).body).toContain('cannot sign in');
  });

  test('there is no such page where the chat asks', async () => {
    const api = await startAccount();
    const phone = new ConfirmPhone(api, 'lin');
    for (const path of [`/confirm/${'0'.repeat(32)}`, '/confirm/callback?code=x&state=y'])
      expect((await phone.open(path)).status).toBe(404);
    expect((await phone.send(`/confirm/${'0'.repeat(32)}`, { answer: 'open' })).status).toBe(404);
  });
});
