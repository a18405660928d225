import { afterEach, expect, test } from '@jest/globals';
import { builtProgram, madeUpSecret, repositoryProgram } from '@maqiao/test-servers';
import { decodeProtectedHeader } from 'jose';
import { execFile } from 'node:child_process';
import { createApp } from '../src/create-app.ts';
import { readSettings } from '../src/config/settings.ts';
import { AccessTokens } from '../src/sessions/tokens/access-tokens.ts';
import { SigningKeys } from '../src/sessions/tokens/signing-keys.ts';
import { describeEachDatabase } from './each-database.ts';
import { TestClock } from './support/test-clock.ts';

const MINUTE = 60_000;
const SESSION_MAX_MS = 30 * 86_400_000;
const SITE = 'https://login.example.com';

const cleaning: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

const environmentOf = (databaseUrl: string): Record<string, string> => ({
  PUBLIC_URL: SITE,
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  DATABASE_URL: databaseUrl,
  MAQIAO_SECRET: madeUpSecret('one'),
  LOG_LEVEL: 'silent',
});

interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** What `npm run keys:rotate` runs, as a process of its own. */
function keysRotate(environment: Record<string, string>, ...options: string[]): Promise<Outcome> {
  const demo = environment.WECHAT_APP_ID === '';
  const program = demo ? repositoryProgram('keys-rotate') : builtProgram('keys-rotate');
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...options], { env: environment }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

/** A running instance, as far as its keys are concerned. */
class Instance {
  readonly clock = new TestClock();
  readonly #app: Awaited<ReturnType<typeof createApp>>;

  private constructor(app: Awaited<ReturnType<typeof createApp>>, clock: TestClock) {
    this.#app = app;
    this.clock = clock;
  }

  static async start(environment: Record<string, string>): Promise<Instance> {
    const clock = new TestClock();
    const app = await createApp(readSettings(environment), { clock });
    cleaning.push(() => app.close());
    return new Instance(app, clock);
  }

  /** What it does every minute. */
  reload = (): Promise<void> => this.#app.get(SigningKeys).reload();

  async published(): Promise<string[]> {
    const answer = await this.#app.inject({ method: 'GET', url: '/.well-known/jwks.json' });
    return answer.json<{ keys: { kid: string }[] }>().keys.map(({ kid }) => kid);
  }

  mint = (): Promise<string> => this.#app.get(AccessTokens).mint({ sub: 'u', aud: SITE, sid: 's' });

  verify = (token: string) => this.#app.get(AccessTokens).verify(token, { audiences: [SITE] });
}

const kidOf = (token: string) => decodeProtectedHeader(token).kid;
const invalid = { code: 'invalid_token' };

describeEachDatabase('npm run keys:rotate', ({ createUrl }) => {
  test('publishes a key ten minutes before it signs; the old one stays until the last session has ended', async () => {
    const environment = environmentOf(await createUrl());
    const [one, two] = [await Instance.start(environment), await Instance.start(environment)];
    const [old] = await one.published();

    const { code, out, err } = await keysRotate(environment);
    expect([code, err]).toEqual([0, '']);
    const [signsFrom = 0, oldUntil = 0] = [...out.matchAll(/\d{4}-\S+Z/g)].map(([text]) => Date.parse(text));
    expect(Math.abs(signsFrom - Date.now() - 10 * MINUTE)).toBeLessThan(MINUTE);
    // As long as a session may live, and what clocks differ by.
    expect(oldUntil - signsFrom).toBe(SESSION_MAX_MS + MINUTE);

    for (const instance of [one, two]) await instance.reload();
    const [first, young = ''] = await one.published();
    expect(first).toBe(old);
    expect(out).toContain(young);
    expect(await two.published()).toEqual([old, young]);
    expect(kidOf(await one.mint())).toBe(old);

    one.clock.advance(signsFrom - one.clock.now() - 1000);
    const last = await one.mint();
    expect(kidOf(last)).toBe(old);
    one.clock.advance(1000);
    expect(kidOf(await one.mint())).toBe(young);
    one.clock.advance(9 * MINUTE);
    expect(await one.verify(last)).toMatchObject({ sub: 'u' });
    one.clock.advance(oldUntil - one.clock.now());
    expect(await one.published()).toEqual([young]);
    await expect(one.verify(last)).rejects.toMatchObject(invalid);
  });

  test('two at once, and one more, make one key', async () => {
    const environment = environmentOf(await createUrl());
    const instance = await Instance.start(environment);
    const both = await Promise.all([keysRotate(environment), keysRotate(environment)]);
    const again = await keysRotate(environment);
    expect([...both, again].map(({ code }) => code)).toEqual([0, 0, 0]);
    await instance.reload();
    const [, young = '', ...others] = await instance.published();
    expect(others).toEqual([]);
    for (const { out } of [...both, again]) expect(out).toContain(young);
    expect(again.out).toMatch(/^Nothing was made/);
  });

  test('--revoke: the leaked key, and a successor on its way, are gone at the next reload', async () => {
    const environment = environmentOf(await createUrl());
    const instance = await Instance.start(environment);
    const forged = await instance.mint();
    await keysRotate(environment);
    await instance.reload();
    const before = await instance.published();

    const { code, out } = await keysRotate(environment, '--revoke');
    expect(code).toBe(0);
    await instance.reload();
    const after = await instance.published();
    expect(after).toHaveLength(1);
    expect(before).not.toContain(after[0]);
    expect(out).toContain(after[0]);
    await expect(instance.verify(forged)).rejects.toMatchObject(invalid);
    expect(kidOf(await instance.mint())).toBe(after[0]);
    await expect(instance.verify(await instance.mint())).resolves.toBeDefined();
  });

  test('a database that Maqiao has never been started with is left as it is', async () => {
    const environment = environmentOf(await createUrl());
    const { code, err } = await keysRotate(environment);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^The signing keys were not rotated: DATABASE_URL .* start Maqiao with it first\.\n$/,
    );
    // Nothing claims it: another secret can still be its first.
    await Instance.start({ ...environment, MAQIAO_SECRET: madeUpSecret('other') });
  });

  test('another secret stops it, with a sentence', async () => {
    const environment = environmentOf(await createUrl());
    const instance = await Instance.start(environment);
    const secret = madeUpSecret('other');
    const { code, err } = await keysRotate({ ...environment, MAQIAO_SECRET: secret });
    expect(code).toBe(1);
    expect(err).toMatch(/^The signing keys were not rotated: MAQIAO_SECRET .*\.\n$/);
    expect(err).not.toContain(secret);
    await instance.reload();
    expect(await instance.published()).toHaveLength(1);
  });
});

test.each([
  ['bad settings', { PORT: 'x' }, [], /PORT must be a whole number/],
  [
    'a database that is away',
    { DATABASE_URL: 'postgres://u:hidden-password@127.0.0.1:1/d' },
    [],
    /DATABASE_URL must .*ECONNREFUSED/,
  ],
  ['an option that is none', {}, ['--now'], /the only option is --revoke/],
])('%s: a sentence and status 1', async (_name, change, options, sentence) => {
  const { code, out, err } = await keysRotate(
    { ...environmentOf('sqlite:./none.db'), ...change },
    ...options,
  );
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^The signing keys were not rotated: .*\.\n$/);
  expect(err).toMatch(sentence);
  expect(err).not.toContain('hidden-password');
});

test('in the demo its own keys are rotated, whether or not its stand-in runs', async () => {
  const environment = { ...environmentOf('sqlite:./none.db'), PUBLIC_URL: 'http://localhost:3000' };
  const { err } = await keysRotate({ ...environment, WECHAT_APP_ID: '', WECHAT_APP_SECRET: '' });
  expect(err).toMatch(/DATABASE_URL must name a database that exists/);
});
