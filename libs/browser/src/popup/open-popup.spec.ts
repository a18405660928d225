import { beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Login } from '../create-login.ts';
import { problem } from '../testing/fake-api.ts';
import { FakeWorld, LOGIN_RESULT } from '../testing/fake-world.ts';
import { openPopup, type PopupOutcome, type PopupSignIn } from './open-popup.ts';
import type { HeardMessage, PopupEnvironment, PopupWindow } from './popup-environment.ts';

// A page of a listed site, its login, and the windows that it opens.

const SERVER = 'https://login.example.com';
const PAGE = 'https://shop.example/cart?step=2';
const CODE = 'c'.repeat(43);

class FakeWindow implements PopupWindow {
  closed = false;
  focused = 0;
  readonly url: URL;
  constructor(url: string) {
    this.url = new URL(url);
  }
  focus(): void {
    this.focused += 1;
  }
  close(): void {
    this.closed = true;
  }
}

let world: FakeWorld;
let login: Login;
let windows: FakeWindow[];
let left: string[];
let heard: Set<(message: HeardMessage) => void>;
let leaving: Set<() => void>;

beforeEach(() => {
  world = new FakeWorld();
  world.on('POST /api/sign-in/redeem', () => ({ status: 200, body: LOGIN_RESULT }));
  login = world.login({ baseUrl: SERVER });
  [windows, left, heard, leaving] = [[], [], new Set(), new Set()];
});

function environment(changes: Partial<PopupEnvironment> = {}): PopupEnvironment {
  const { clock, timers } = world.options();
  if (!clock || !timers) throw new Error('the world has both');
  return {
    href: PAGE,
    open(url) {
      const opened = new FakeWindow(url);
      windows.push(opened);
      return opened;
    },
    leave: (path) => void left.push(path),
    listen(hear, leave) {
      heard.add(hear);
      leaving.add(leave);
      return () => {
        heard.delete(hear);
        leaving.delete(leave);
      };
    },
    random: globalThis.crypto,
    clock,
    timers,
    ...changes,
  };
}

const open = (changes: Partial<PopupEnvironment> = {}): PopupSignIn =>
  openPopup(login, {}, environment(changes));
const say = (data: unknown, { origin = SERVER, source = windows[0] }: Partial<HeardMessage> = {}): void => {
  for (const hear of [...heard]) hear({ data, origin, source });
};
const done = { type: 'maqiao-sign-in', code: CODE };

/** The outcome, once there is one; undefined before. */
async function outcomeOf(popup: PopupSignIn, ms = 0): Promise<PopupOutcome | undefined> {
  let outcome: PopupOutcome | undefined;
  void popup.outcome.then((reached) => (outcome = reached));
  await world.advance(ms);
  return outcome;
}

describe('a window', () => {
  test('opens at once, for this page, with the challenge of a verifier that redeems its code', async () => {
    const popup = open();
    // Before anything was awaited, which a browser would take for a window without a tap.
    const [opened] = windows;
    expect(opened?.url.origin + (opened?.url.pathname ?? '')).toBe(`${SERVER}/sign-in/website`);
    const query = Object.fromEntries(opened?.url.searchParams ?? []);
    expect(query).toEqual({
      display: 'popup',
      origin: 'https://shop.example',
      challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    say(done);
    expect(popup.redeeming).toBe(true);
    expect(await outcomeOf(popup)).toEqual({ kind: 'signed-in' });
    const [call] = world.callsTo('POST /api/sign-in/redeem');
    const { code, verifier } = call?.body as { code: string; verifier: string };
    expect(code).toBe(CODE);
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(query.challenge);
    expect(login.getState()).toMatchObject({ phase: 'signed-in', user: LOGIN_RESULT.user });
    expect(await login.getAccessToken()).toBe(LOGIN_RESULT.accessToken);
    expect([heard.size, leaving.size]).toEqual([0, 0]);
    login.stop();
    expect(world.pendingTimers).toBe(0);
  });

  test('a second tap shows the open one; after its end there is another, with another secret', async () => {
    const popup = open();
    expect(open()).toBe(popup);
    expect([windows.length, windows[0]?.focused]).toEqual([1, 1]);
    popup.close();
    expect([windows[0]?.closed, await outcomeOf(popup)]).toEqual([true, { kind: 'cancelled' }]);
    open();
    const challenges = windows.map(({ url }) => url.searchParams.get('challenge'));
    expect(new Set(challenges).size).toBe(2);
  });

  test.each([
    ['none', null],
    ['one that is closed already', { closed: true, focus() {}, close() {} }],
  ])(
    'the browser gives %s: said, and on the server’s own page the page itself goes',
    async (_what, given) => {
      expect(await outcomeOf(open({ open: () => given }))).toEqual({ kind: 'blocked' });
      expect(left).toEqual([]);
      const own = open({ open: () => given, href: `${SERVER}/account?tab=2` });
      expect(await outcomeOf(own)).toEqual({ kind: 'leaving' });
      expect(left).toEqual(['/sign-in/website?to=%2Faccount%3Ftab%3D2']);
    },
  );

  test('without randomness nothing opens', async () => {
    const popup = open({ random: undefined });
    expect([await outcomeOf(popup), windows]).toEqual([{ kind: 'failed', code: 'internal' }, []]);
  });
});

describe('what is said to the page', () => {
  test('counts from this window and from the server’s origin alone', async () => {
    const popup = open();
    say(done, { origin: 'https://evil.example' });
    say(done, { origin: `${SERVER}.evil.example` });
    say(done, { source: new FakeWindow(SERVER) });
    say(done, { source: null });
    for (const data of [
      null,
      'x',
      { code: CODE },
      { ...done, type: 'maqiao-redirect' },
      { ...done, code: 1 },
    ])
      say(data);
    expect(await outcomeOf(popup)).toBeUndefined();
    expect(world.callsTo('POST /api/sign-in/redeem')).toEqual([]);
    say(done);
    expect(await outcomeOf(popup)).toEqual({ kind: 'signed-in' });
  });

  test('counts once', async () => {
    const popup = open();
    say(done);
    say({ ...done, code: 'd'.repeat(43) });
    say({ type: 'maqiao-sign-in', error: 'access_denied' });
    expect(await outcomeOf(popup)).toEqual({ kind: 'signed-in' });
    expect(world.callsTo('POST /api/sign-in/redeem')).toHaveLength(1);
  });

  test.each([
    ['access_denied', { kind: 'declined' }],
    ['login_blocked', { kind: 'failed', code: 'login_blocked' }],
    ['a code of a newer server', { kind: 'failed', code: 'internal' }],
  ])('the error %s', async (error, outcome) => {
    const popup = open();
    say({ type: 'maqiao-sign-in', error });
    expect(await outcomeOf(popup)).toEqual(outcome);
    expect(login.getState().phase).toBe('loading');
  });
});

describe('a code', () => {
  test('that was used or is too old signs nobody in', async () => {
    world.on('POST /api/sign-in/redeem', () => problem(400, 'expired_token'));
    const popup = open();
    say(done);
    expect(await outcomeOf(popup)).toEqual({ kind: 'failed', code: 'expired_token' });
    expect(login.getState().phase).toBe('loading');
  });

  test('whose answer is lost is brought once more', async () => {
    let calls = 0;
    world.on('POST /api/sign-in/redeem', () =>
      ++calls === 1 ? 'network-error' : { status: 200, body: LOGIN_RESULT },
    );
    const popup = open();
    say(done);
    expect(await outcomeOf(popup)).toBeUndefined();
    expect(await outcomeOf(popup, 1000)).toEqual({ kind: 'signed-in' });
  });

  test('of a page that keeps no cookie asks for none', async () => {
    login = world.login({ baseUrl: SERVER, session: 'none' });
    say(done, { source: (open(), windows[0]) });
    await world.advance(0);
    expect(world.callsTo('POST /api/sign-in/redeem')[0]?.body).toMatchObject({ session: 'none' });
  });
});

describe('nothing is said', () => {
  test.each([
    [1000, true],
    [30_000, false],
  ])('the window is gone after %i ms: severed %s', async (after, severed) => {
    const popup = open();
    await world.advance(after);
    windows[0]?.close();
    expect(await outcomeOf(popup, 1500)).toEqual({ kind: 'closed', severed });
    expect(heard.size).toBe(0);
  });

  test('the window says it and closes: the page hears it afterwards', async () => {
    const popup = open();
    await world.advance(30_000);
    windows[0]?.close();
    expect(await outcomeOf(popup, 500)).toBeUndefined();
    say(done);
    expect(await outcomeOf(popup)).toEqual({ kind: 'signed-in' });
  });

  test('in ten minutes: the window is closed', async () => {
    const popup = open();
    expect(await outcomeOf(popup, 599_000)).toBeUndefined();
    expect(await outcomeOf(popup, 1000)).toEqual({ kind: 'expired' });
    expect(windows[0]?.closed).toBe(true);
  });

  test('and the code on the page was scanned: the window is closed', async () => {
    await world.toWaiting(login);
    const popup = open();
    world.socket.receive('login', LOGIN_RESULT, () => {});
    expect(await outcomeOf(popup)).toEqual({ kind: 'signed-in' });
    expect(windows[0]?.closed).toBe(true);
  });

  test('and the page is left: so is the window', async () => {
    const popup = open();
    for (const leave of [...leaving]) leave();
    expect([windows[0]?.closed, await outcomeOf(popup)]).toEqual([true, { kind: 'cancelled' }]);
  });
});
