import { expect, jest, test } from '@jest/globals';
import { useFleets } from '../support/fleet.ts';
import { Visitor, WIKI } from './support/visitor.ts';

jest.setTimeout(60_000);

const startFleet = useFleets();

test('each step may reach another instance, and of a code that comes to both at once one wins', async () => {
  const { instances } = await startFleet({ FORWARD_AUTH_HOSTS: `${WIKI}=*` });
  const [one, other] = instances;
  const visitor = new Visitor(one);
  visitor.login.at = other.url;
  const began = await visitor.begin(WIKI, '/wanted');
  visitor.login.at = one.url;
  const callback = await visitor.agree(began);
  const nonce = { Cookie: visitor.jar(WIKI).header('/') ?? '' };
  const redeemAt = (at: string) => {
    visitor.login.at = at;
    return visitor.open(WIKI, callback.pathname + callback.search, nonce);
  };
  const answers = await Promise.all([redeemAt(one.url), redeemAt(other.url)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([302, 403]);
  for (const { url } of instances) {
    visitor.login.at = url;
    expect((await visitor.check(WIKI)).status).toBe(200);
  }
  const [session] = await one.sessions();
  const phone = one.phone();
  await phone.signIn();
  await phone.post(`/api/sessions/${session?.sid ?? ''}`, undefined, 'DELETE');
  for (const { url } of instances) {
    visitor.login.at = url;
    expect((await visitor.check(WIKI)).status).toBe(302);
  }
});
