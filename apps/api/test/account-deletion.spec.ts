import { describe, expect, jest, test } from '@jest/globals';
import { me } from '@maqiao/shared/schemas';
import sharp from 'sharp';
import { io } from 'socket.io-client';
import { AvatarHousekeeping } from '../src/people/avatars/avatar-housekeeping.ts';
import { AvatarStorage, storageAway } from '../src/people/avatars/avatar-storage.ts';
import { SessionsService } from '../src/sessions/sessions.service.ts';
import { SceneStore } from '../src/sign-in/scenes/store/scene-store.ts';
import { afterThisTest } from './support/after-this-test.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { useFleets } from './support/fleet.ts';
import type { ScriptedPhone } from './support/scripted-phone.ts';

const picture = () =>
  sharp({ create: { width: 9, height: 9, channels: 3, background: '#a33' } })
    .png()
    .toBuffer();

const deleteMe = (
  api: ApiUnderTest,
  phone: ScriptedPhone,
  loginCode = api.simulator.loginCode(phone.person),
) => phone.post<{ code: string } | null>('/api/me', { loginCode }, 'DELETE');

/** A person with a name, a picture and a browser whose page is open. */
async function settled(api: ApiUnderTest, person = 'a') {
  const [browser, phone] = [api.browser(), api.phone(person)];
  await browser.register();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  const { accessToken } = (await browser.claim()).body;
  await phone.post('/api/me', { nickname: '王小明' }, 'PATCH');
  const { id, avatarUrl } = me.parse((await phone.upload(await picture(), 'image/png')).body);
  return {
    browser,
    phone,
    accessToken,
    id,
    avatarUrl: avatarUrl ?? '',
    ended: await ending(api, accessToken),
  };
}

/** Opens the page's socket. @returns a promise of the message that ends its session */
async function ending({ url, settings }: ApiUnderTest, accessToken: string) {
  const socket = io(`${url}/session`, {
    transports: ['websocket'],
    auth: { accessToken },
    extraHeaders: { Origin: settings.publicUrl },
    forceNew: true,
    reconnection: false,
  });
  afterThisTest(() => Promise.resolve(void socket.disconnect()));
  const sessionEnded = new Promise((resolve) => socket.on('session_ended', resolve));
  await new Promise<void>((resolve) => socket.on('connect', () => resolve()));
  return { sessionEnded };
}

/** How many rows there are in each table that holds people. */
async function rows(api: ApiUnderTest) {
  const count = async (table: 'users' | 'identities' | 'sessions' | 'security_events' | 'avatar_removals') =>
    (await api.database().selectFrom(table).selectAll().execute()).length;
  return {
    users: await count('users'),
    identities: await count('identities'),
    sessions: await count('sessions'),
    events: await count('security_events'),
    removals: await count('avatar_removals'),
  };
}

const NOTHING = { users: 0, identities: 0, sessions: 0, events: 0, removals: 0 };

describe('a person who deletes their account', () => {
  test('is removed completely: rows, picture, sessions, tokens; the open page gets the reason', async () => {
    const api = await startApi();
    const { browser, phone, accessToken, avatarUrl, ended } = await settled(api);
    expect((await fetch(avatarUrl)).status).toBe(200);
    const answer = await deleteMe(api, phone);
    expect([answer.status, answer.body]).toEqual([204, null]);
    expect(await ended.sessionEnded).toEqual({ reason: 'account_deleted' });
    expect(await rows(api)).toEqual(NOTHING);
    expect((await fetch(avatarUrl)).status).toBe(404);
    expect((await browser.get<{ code: string }>('/api/me', accessToken)).body.code).toBe('session_revoked');
    expect((await browser.refresh()).body.code).toBe('no_session');
    for (const [path, method] of [
      ['/api/me', 'GET'],
      ['/api/me', 'PATCH'],
      ['/api/me/avatar', 'DELETE'],
      ['/api/sessions', 'GET'],
      ['/api/security-events', 'GET'],
    ] as const) {
      const after = await phone.post<{ code: string }>(
        path,
        method === 'PATCH' ? { nickname: null } : undefined,
        method,
      );
      expect([path, after.status, after.body.code]).toEqual([path, 401, 'invalid_token']);
    }
    expect((await phone.upload<{ code: string }>(await picture())).body.code).toBe('invalid_token');
    expect((await deleteMe(api, phone)).body?.code).toBe('invalid_token');
  });

  test('does not affect others, and is a new person at the next sign-in', async () => {
    const api = await startApi();
    const leaving = await settled(api, 'a');
    const staying = await settled(api, 'b');
    await deleteMe(api, leaving.phone);
    expect((await staying.browser.get('/api/me', staying.accessToken)).status).toBe(200);
    expect((await fetch(staying.avatarUrl)).status).toBe(200);
    const again = await settled(api, 'a');
    expect(again.id).not.toBe(leaving.id);
    const events = await again.phone.post<{ events: unknown[] }>('/api/security-events', undefined, 'GET');
    expect(events.body.events.length).toBeLessThanOrEqual(3);
  });

  test('needs a fresh login code of their own; without it nothing is deleted', async () => {
    const api = await startApi();
    const { phone, browser, accessToken } = await settled(api);
    const before = await rows(api);
    const other = api.simulator.loginCode('b');
    for (const code of [other, 'made-up', other]) {
      const answer = await deleteMe(api, phone, code);
      expect([answer.status, answer.body?.code]).toEqual([401, 'invalid_login_code']);
    }
    for (const body of [{}, undefined]) {
      const answer = await phone.post<{ code: string }>('/api/me', body, 'DELETE');
      expect([answer.status, answer.body.code]).toEqual([401, 'step_up_required']);
    }
    for (const body of [{ loginCode: '' }, { loginCode: 5 }]) {
      const answer = await phone.post<{ code: string }>('/api/me', body, 'DELETE');
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    }
    const web = await browser.post<{ code: string }>(
      '/api/me',
      { loginCode: api.simulator.loginCode('a') },
      'DELETE',
    );
    expect([web.status, web.body.code]).toEqual([401, 'invalid_token']);
    expect(await rows(api)).toEqual(before);
    expect((await browser.get('/api/me', accessToken)).status).toBe(200);
  });

  test('guessing login codes runs into the limit of scans', async () => {
    const api = await startApi({ environment: { SCANS_PER_MINUTE: '13' } });
    const phone = api.phone();
    await phone.signIn();
    for (let count = 0; count < 2; count += 1)
      expect((await deleteMe(api, phone, `made-up-${count}`)).body?.code).toBe('invalid_login_code');
    expect((await deleteMe(api, phone)).body?.code).toBe('rate_limited');
  });
});

describe('a login on its way when its person deletes their account', () => {
  test('scanned: the browser gets "rejected", and the confirm fails', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    const watching = browser.watch();
    await phone.scan(browser.scene);
    await watching.status('scanned');
    expect((await deleteMe(api, phone)).status).toBe(204);
    await watching.status('rejected');
    const confirmed = await phone.confirm(browser.scene);
    expect([confirmed.status, confirmed.body.code]).toEqual([401, 'invalid_token']);
    expect((await browser.poll()).body.code).toBe('access_denied');
    expect(watching.logins).toEqual([]);
    expect(await rows(api)).toEqual(NOTHING);
  });

  test('confirmed and not delivered: no session is made', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    await phone.scan(browser.scene);
    await phone.confirm(browser.scene);
    await deleteMe(api, phone);
    expect((await browser.poll()).body.code).toBe('access_denied');
    expect((await browser.claim()).body.code).toBe('access_denied');
    await browser.watch().status('rejected');
    expect(await rows(api)).toEqual(NOTHING);
  });

  test('during the scan: the scene ends rejected', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await phone.signIn();
    await browser.register();
    const watching = browser.watch();
    await watching.status('pending');
    const store = api.app.get(SceneStore);
    const apply = store.apply.bind(store);
    jest.spyOn(store, 'apply').mockImplementation(async (scene, change) => {
      const outcome = await apply(scene, change);
      if (change.event === 'scan') expect((await deleteMe(api, phone)).status).toBe(204);
      return outcome;
    });
    const scanned = await api.phone().scan(browser.scene);
    expect([scanned.status, scanned.body.code]).toEqual([409, 'scene_closed']);
    await watching.status('rejected');
    expect(await rows(api)).toEqual(NOTHING);
  });

  test('during the confirm: it is refused, and nobody is signed in', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    const watching = browser.watch();
    await phone.scan(browser.scene);
    await watching.status('scanned');
    const store = api.app.get(SceneStore);
    const apply = store.apply.bind(store);
    jest.spyOn(store, 'apply').mockImplementation(async (scene, change) => {
      if (change.event === 'confirm') expect((await deleteMe(api, phone)).status).toBe(204);
      return apply(scene, change);
    });
    const confirmed = await phone.confirm(browser.scene);
    expect([confirmed.status, confirmed.body.code]).toEqual([409, 'scene_closed']);
    await watching.status('rejected');
    expect(watching.logins).toEqual([]);
    expect(await rows(api)).toEqual(NOTHING);
  });
});

describe('a deletion that is cut short', () => {
  test('before the transaction: nothing is removed, and a repeat finishes it', async () => {
    const api = await startApi();
    const { phone, browser, accessToken, avatarUrl } = await settled(api);
    const before = await rows(api);
    // The last statement of the transaction fails: the name stands there already.
    const name = avatarUrl.replace(/^.*\//, '');
    await api
      .database()
      .insertInto('avatar_removals')
      .values({ name, due_at: Date.now() + 1e9 })
      .execute();
    expect((await deleteMe(api, phone)).status).toBe(500);
    await api.database().deleteFrom('avatar_removals').execute();
    expect(await rows(api)).toEqual(before);
    expect((await browser.get('/api/me', accessToken)).status).toBe(200);
    await phone.signIn();
    expect(me.parse((await phone.post('/api/me', undefined, 'GET')).body).nickname).toBe('王小明');
    expect((await deleteMe(api, phone)).status).toBe(204);
    expect(await rows(api)).toEqual(NOTHING);
  });

  test('after the transaction: the rest ends without the instance that began it', async () => {
    const api = await startApi();
    const { browser, phone, accessToken, avatarUrl } = await settled(api);
    const pending = api.browser();
    await pending.register();
    await phone.scan(pending.scene);
    await phone.confirm(pending.scene);
    jest.spyOn(api.app.get(SessionsService), 'tellDeleted').mockImplementationOnce(() => {
      throw new Error('the process is gone');
    });
    expect((await deleteMe(api, phone)).status).toBe(500);
    expect(await rows(api)).toEqual({ ...NOTHING, removals: 1 });
    expect((await browser.get<{ code: string }>('/api/me', accessToken)).body.code).toBe('session_revoked');
    expect((await pending.poll()).body.code).toBe('access_denied');
    await pending.watch().status('rejected');
    await api.app.get(AvatarHousekeeping).tidy();
    expect((await fetch(avatarUrl)).status).toBe(404);
    expect(await rows(api)).toEqual(NOTHING);
  });

  test('by a storage that is away: the account is removed, the picture later', async () => {
    const api = await startApi();
    const { phone, avatarUrl } = await settled(api);
    jest.spyOn(api.app.get(AvatarStorage), 'remove').mockRejectedValueOnce(storageAway('test'));
    expect((await deleteMe(api, phone)).status).toBe(204);
    expect(await rows(api)).toEqual({ ...NOTHING, removals: 1 });
    await api.app.get(AvatarHousekeeping).tidy();
    expect((await fetch(avatarUrl)).status).toBe(404);
  });
});

const startFleet = useFleets();

test('many instances: deleted on one, notified and refused on the other', async () => {
  const { instances } = await startFleet();
  const [here, there] = instances;
  const { phone, browser, accessToken, ended } = await settled(here);
  const scanning = here.browser();
  await scanning.register();
  const watching = scanning.watch();
  phone.goTo(there.url);
  await phone.scan(scanning.scene);
  await watching.status('scanned');
  expect((await deleteMe(there, phone)).status).toBe(204);
  expect(await ended.sessionEnded).toEqual({ reason: 'account_deleted' });
  await watching.status('rejected');
  expect((await browser.get<{ code: string }>('/api/me', accessToken)).body.code).toBe('session_revoked');
  phone.goTo(here.url);
  expect((await phone.confirm(scanning.scene)).body.code).toBe('invalid_token');
});
