import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Login, LoginState } from '@maqiao/browser';
import type { InteractionAnswer } from '@maqiao/shared';
import type { Answer, Request } from './interaction-api.ts';
import { createInteraction, type Interaction } from './interaction.ts';
import { rememberedClient } from './remembered-client.ts';

const CLIENT = { name: '海边杂货', host: 'shop.example.com', scopes: ['openid', 'profile'] };
const USER = { nickname: '小桥', avatarUrl: null };
const TO = '/oidc/auth/uid';

let request: Answer<Request>;
let decision: Answer<InteractionAnswer>;
let asked: number;
let decided: string[];
let left: string[];
let logins: FakeLogin[];
let interaction: Interaction;

/** A login whose states the test sets. */
class FakeLogin {
  readonly did: string[] = [];
  state: LoginState = { phase: 'loading' };
  readonly #listeners = new Set<() => void>();
  constructor(readonly onContinue: (address: string) => void) {}
  readonly login = {
    subscribe: (listener: () => void) => {
      this.#listeners.add(listener);
      return () => void this.#listeners.delete(listener);
    },
    getState: () => this.state,
    start: () => void this.did.push('start'),
    cancel: () => void this.did.push('cancel'),
    stop: () => void this.did.push('stop'),
  } as Partial<Login> as Login;
  become(state: LoginState): void {
    this.state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** The login on the screen. */
const shown = (): FakeLogin => {
  const last = logins.at(-1);
  if (!last) throw new Error('no login was made');
  return last;
};

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

async function open(): Promise<void> {
  interaction.start();
  await settle();
}

beforeEach(() => {
  [asked, decided, left, logins] = [0, [], [], []];
  request = { kind: 'ok', body: { client: CLIENT, user: USER, methods: [] } };
  decision = { kind: 'ok', body: { continueTo: TO } };
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage;
  interaction = createInteraction({
    api: {
      read: () => {
        asked += 1;
        return Promise.resolve(request);
      },
      decide: (what) => {
        decided.push(what);
        return Promise.resolve(decision);
      },
    },
    remembered: rememberedClient('uid', () => storage),
    createLogin: (onContinue) => {
      const made = new FakeLogin(onContinue);
      logins.push(made);
      return made.login;
    },
    leave: (address) => void left.push(address),
  });
});

describe('somebody is signed in', () => {
  test('they are asked, and one press answers once', async () => {
    await open();
    expect(interaction.getState()).toMatchObject({ step: 'asking', client: CLIENT, user: USER });
    interaction.goOn();
    interaction.goOn();
    interaction.deny();
    expect(interaction.getState()).toMatchObject({ step: 'asking', working: 'continue' });
    await settle();
    expect(decided).toEqual(['continue']);
    expect(left).toEqual([TO]);
    expect(interaction.getState()).toEqual({ step: 'leaving', client: CLIENT });
  });

  test('another account: a code, and back to the question, which withdraws it', async () => {
    await open();
    interaction.useAnother();
    expect(interaction.getState()).toMatchObject({ step: 'card', user: USER });
    interaction.useThis();
    expect(interaction.getState()).toMatchObject({ step: 'asking', user: USER });
    expect(shown().did).toEqual(['start', 'cancel', 'stop']);
  });

  test.each(['fresh_sign_in_needed', 'no_session', 'session_revoked'] as const)(
    '%s: a code, and nobody to go back to',
    async (code) => {
      await open();
      decision = { kind: 'problem', code };
      interaction.goOn();
      await settle();
      expect(interaction.getState()).toMatchObject({ step: 'card', user: null, why: code, working: null });
    },
  );

  test('what fails otherwise is said, and can be pressed again', async () => {
    await open();
    decision = { kind: 'offline' };
    interaction.goOn();
    await settle();
    expect(interaction.getState()).toMatchObject({ step: 'asking', working: null, fault: 'unavailable' });
    decision = { kind: 'problem', code: 'rate_limited' };
    interaction.deny();
    await settle();
    expect(interaction.getState()).toMatchObject({ fault: 'rate_limited' });
    expect(left).toEqual([]);
  });
});

describe('nobody is signed in', () => {
  beforeEach(() => {
    request = { kind: 'ok', body: { client: CLIENT, user: null, methods: [] } };
  });

  test('a code; the claim’s address is where the page goes', async () => {
    await open();
    expect(interaction.getState()).toMatchObject({ step: 'card', user: null, why: null });
    shown().onContinue(TO);
    expect(left).toEqual([TO]);
    expect(shown().did).toEqual(['start', 'stop']);
  });

  test('declining withdraws the code', async () => {
    await open();
    interaction.deny();
    await settle();
    expect(shown().did).toEqual(['start', 'cancel', 'stop']);
    expect([decided, left]).toEqual([['deny'], [TO]]);
  });

  test('confirmed on the phone while the person declines: the phone was first', async () => {
    await open();
    interaction.deny();
    shown().onContinue('/first');
    await settle();
    expect(left).toEqual(['/first']);
  });

  test.each(['interaction_expired', 'interaction_elsewhere'] as const)(
    '%s, told of the code: the page is over',
    async (code) => {
      await open();
      shown().become({ phase: 'failed', code: 'wechat_busy', retryable: true });
      expect(interaction.getState()).toMatchObject({ step: 'card' });
      shown().become({ phase: 'failed', code, retryable: false });
      expect(interaction.getState()).toEqual({ step: 'over', code, client: CLIENT, retryable: false });
      expect(shown().did).toEqual(['start', 'stop']);
    },
  );
});

describe('who asks cannot be told', () => {
  test('what nobody here can mend has no other try; who had asked is remembered', async () => {
    await open();
    request = { kind: 'problem', code: 'interaction_expired' };
    await open();
    expect(interaction.getState()).toEqual({
      step: 'over',
      code: 'interaction_expired',
      client: CLIENT,
      retryable: false,
    });
    request = { kind: 'problem', code: 'blocked_by_firewall' };
    await open();
    expect(interaction.getState()).toMatchObject({ step: 'over', retryable: true });
  });

  test('without a network it is asked again, ever more seldom, and at once when the network is back', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    try {
      request = { kind: 'offline' };
      await open();
      expect(interaction.getState()).toEqual({ step: 'offline' });
      jest.advanceTimersByTime(1000);
      await settle();
      expect(asked).toBe(2);
      jest.advanceTimersByTime(1999);
      expect(asked).toBe(2);
      request = { kind: 'ok', body: { client: CLIENT, user: USER, methods: [] } };
      interaction.wake();
      await settle();
      expect(interaction.getState()).toMatchObject({ step: 'asking' });
      jest.advanceTimersByTime(60_000);
      interaction.wake();
      expect(asked).toBe(3);
    } finally {
      jest.useRealTimers();
    }
  });

  test('an answer to an earlier question is not heard', async () => {
    interaction.start();
    request = { kind: 'problem', code: 'interaction_expired' };
    interaction.start();
    await settle();
    expect(interaction.getState()).toMatchObject({ step: 'over' });
  });
});
