import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ClientVisitor } from './support/client-visitor.ts';
import { startFleet, type Fleet } from './support/fleet.ts';
import { expectUnready } from './support/readiness.ts';
import { Shop, writeClientsFile, type ClientsFile, type ShopRequest } from './support/shop.ts';

jest.setTimeout(90_000);

let file: ClientsFile;
let fleet: Fleet;
let shop: Shop;
let visitor: ClientVisitor;
let people = 0;
beforeAll(async () => {
  file = writeClientsFile();
  fleet = await startFleet({ environment: { CLIENTS_FILE: file.path } });
  shop = await Shop.open(fleet.url, file);
});
afterAll(async () => {
  await fleet?.stop();
  file?.remove();
});
beforeEach(async () => {
  await fleet.heal();
  visitor = new ClientVisitor(fleet, `customer-${(people += 1)}`);
});
afterEach(() => visitor?.leave());

/** From now on every new connection goes to that one. */
function sendAllTo(target: 0 | 1): void {
  fleet.balancer.restore(fleet.instances[target]);
  fleet.balancer.drop(fleet.instances[1 - target] as Fleet['instances'][0]);
}

/** Signs in as far as the client's code, which it has not redeemed. */
async function untilCode(): Promise<{ request: ShopRequest; back: URL }> {
  const request = await shop.request();
  const scene = await visitor.begin(request.url);
  await visitor.scan(scene);
  const back = await visitor.confirm(scene);
  expect(back.origin + back.pathname).toBe('https://shop.example.com/callback');
  return { request, back };
}

/** Expects tokens of this very person, that work; and that the code is worth nothing any more. */
async function expectTokens(tokens: Awaited<ReturnType<Shop['redeem']>>, back: URL, request: ShopRequest) {
  const { sub } = tokens.claims() ?? {};
  expect(sub).toBe(visitor.phone.subject);
  expect(await shop.userInfo(tokens.access_token, sub ?? '')).toMatchObject({ sub });
  await expect(shop.redeem(back, request)).rejects.toMatchObject({ error: 'invalid_grant' });
}

/** What no fault may cause: an error of our own making. */
function expectNoErrorOfOurs(): void {
  for (const { output } of fleet.instances) {
    expect(output).not.toMatch(/unhandled|"level":60|"code":"internal"|MaxListenersExceeded/i);
    expect(output).not.toContain(file.secret);
  }
}

describe('issue 15, number 6: signing in to a client, at several instances', () => {
  test('authorization, scan, token and userinfo are each on another instance', async () => {
    sendAllTo(0);
    const request = await shop.request();
    const scene = await visitor.begin(request.url);
    sendAllTo(1);
    await visitor.scan(scene);
    sendAllTo(0);
    const back = await visitor.confirm(scene);
    sendAllTo(1);
    const tokens = await shop.redeem(back, request);
    sendAllTo(0);
    await expectTokens(tokens, back, request);
    expectNoErrorOfOurs();
  });

  test('an instance is killed between code and token: the other one redeems', async () => {
    sendAllTo(0);
    const { request, back } = await untilCode();
    await fleet.instances[0].end('SIGKILL');
    sendAllTo(1);
    await expectTokens(await shop.redeem(back, request), back, request);
    expectNoErrorOfOurs();
  });

  test('Redis loses everything between interaction and claim: the page shows a new code, and the sign-in finishes', async () => {
    const request = await shop.request();
    const scene = await visitor.begin(request.url);
    await visitor.scan(scene);
    await fleet.redis.kill();
    await expectUnready(fleet, 'scenes');
    await fleet.redis.start({ withoutData: true });
    await visitor.page.until(({ phase }) => phase === 'expired', 'the end of the code');
    await fleet.heal();
    visitor.page.login.renew();
    const another = await visitor.scene();
    expect(another).not.toBe(scene);
    await visitor.scan(another);
    const back = await visitor.confirm(another);
    await expectTokens(await shop.redeem(back, request), back, request);
    expectNoErrorOfOurs();
  });

  test('PostgreSQL is restarted between code and token: the client is told 503, tries again, and has its tokens', async () => {
    const { request, back } = await untilCode();
    await fleet.postgres.kill();
    const refusals: number[] = [];
    let started: Promise<void> | undefined;
    const tokens = await shop.insist(back, request, (status) => {
      refusals.push(status);
      started ??= fleet.postgres.start();
    });
    await started;
    expect(new Set(refusals)).toEqual(new Set([503]));
    await fleet.heal();
    await expectTokens(tokens, back, request);
    expectNoErrorOfOurs();
  });
});
