import { expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { interactionOf } from '../oidc/support/oidc-browser.ts';
import { RelyingParty } from '../oidc/support/relying-party.ts';
import { useFleets } from '../support/fleet.ts';
import { Authenticator } from './support/authenticator.ts';
import { PasskeyPerson, SITE, startWithPasskeys } from './support/person.ts';

const startFleet = useFleets();

test('a client that waits gets its person, who is asked once, as the passkey names no client', async () => {
  const api = await startWithPasskeys();
  const person = await new PasskeyPerson(api).signIn();
  await person.add();
  const client = await RelyingParty.register(api);
  const elsewhere = new PasskeyPerson(api, 'a', person.device);
  const { browser } = elsewhere;
  const uid = interactionOf(await browser.open(client.url()));
  const { body: offered } = await browser.options(uid);
  expect(offered.methods).toContainEqual({ id: 'passkey', kind: 'passkey' });
  // It belongs to the browser in which it began.
  const thief = new PasskeyPerson(api, 'a', person.device);
  expect(await thief.call('/api/passkeys/sign-in/options', { interaction: uid })).toMatchObject({
    status: 403,
    body: { code: 'interaction_elsewhere' },
  });
  const answer = await elsewhere.passkeyIn({}, { interaction: uid });
  const asking = interactionOf(await browser.open(answer.body.continueTo ?? ''));
  expect((await browser.options(asking)).body.user).toEqual({ nickname: null, avatarUrl: null });
  const agreed = await browser.call<{ continueTo: string }>(`/api/interactions/${asking}/continue`, {});
  const tokens = await client.redeem((await browser.open(agreed.body.continueTo)).url);
  expect(await client.claims(tokens.id_token)).toMatchObject({ amr: ['pop', 'user'] });

  // Again: they have agreed before, and a fresh proof keeps the session.
  const sessions = (await api.sessions()).length;
  api.clock.advance(60_000);
  const again = interactionOf(await browser.open(client.url({ prompt: 'login' })));
  const straight = await elsewhere.passkeyIn({}, { interaction: again });
  const landed = await browser.open(straight.body.continueTo ?? '');
  expect(landed.url.searchParams.get('code')).toBeTruthy();
  expect(await api.sessions()).toHaveLength(sessions);
});

test('what begins on one instance ends on another, once, and Redis holds no secret of it', async () => {
  const { instances, redis } = await startFleet({ PUBLIC_URL: SITE, CONFIRM_MODE: 'never' });
  const [here, there] = instances;
  const person = await new PasskeyPerson(here, 'a', new Authenticator(SITE)).signIn();
  const making = await person.options('options');
  person.browser.at = there.url;
  const credential = person.device.create(making);
  expect((await person.call('/api/passkeys', { credential })).status).toBe(201);

  const visitor = new PasskeyPerson(here, 'a', person.device);
  const options = await visitor.options('sign-in/options');
  const client = new Redis(redis.url);
  const keys = await client.keys('*sign-in-challenge*');
  const kept = `${keys.join()} ${await client.get(keys[0] ?? '')}`;
  client.disconnect();
  expect(kept).toMatch(/ v1\./);
  expect(kept).not.toContain(options.challenge);
  const proof = visitor.device.get(options);
  const answers = await Promise.all(
    [there, here, there, here].map(({ url }) => {
      visitor.browser.at = url;
      return visitor.call('/api/passkeys/sign-in', { credential: proof });
    }),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
  expect(await there.sessions()).toHaveLength(2);
});
