import { expect, test } from '@jest/globals';
import type { SceneServerEvents } from '@maqiao/shared';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DefaultEventsMap } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { mainAppIdOf } from '../src/config/wechat-accounts.ts';
import { SceneStore } from '../src/sign-in/scenes/store/scene-store.ts';
import { AccessTokens } from '../src/sessions/tokens/access-tokens.ts';
import { provenByMiniProgram } from '../src/people/identities/proven-identity.ts';
import { CompleteSignIn } from '../src/sign-in/complete-sign-in.ts';
import { call } from './support/answer.ts';
import type { ApiUnderTest } from './support/api-under-test.ts';
import { useFleets } from './support/fleet.ts';

/** `npm run test:races` asks for 10,000. */
const RACES = Number(process.env.RACES ?? 300);
const CONCURRENT = 20;
/** Longer than it takes to recover a lost notification: what is not there by then never comes. */
const TIMEOUT_MS = 15_000;
/** What arrives later than this was no notification: it was found when the scenes were read again. */
const HINTS_TAKE_MS = 3_000;

const startFleet = useFleets();

const browserBehind = (origin: string) =>
  ({ origin, browser: 'Firefox', os: 'Linux', ip: '192.0.2.7', region: null, display: 'screen' }) as const;

interface Person {
  id: string;
  token: string;
}

/** The outcome of one race: which login the browser got, and how. */
interface Outcome {
  wanted: string;
  given: string | undefined;
  session: string | undefined;
  /** The confirm had been answered before the connect was. */
  confirmedFirst: boolean;
  /** Milliseconds from the confirm's answer to the login. */
  waited: number;
}

/** How long a connect takes here, lately: confirms are started at any moment of it, so that they meet its middle. */
let connectTakes = 10;

async function makePeople(api: ApiUnderTest): Promise<Person[]> {
  const [signIn, tokens] = [api.app.get(CompleteSignIn), api.app.get(AccessTokens)];
  const appId = mainAppIdOf(api.settings);
  return Promise.all(
    Array.from({ length: CONCURRENT }, async (_, index) => {
      const proven = provenByMiniProgram(appId, { openid: `o${index}`, sessionKey: 'k' });
      const { id } = await signIn.identify(proven, 'mini-program');
      return { id, token: await tokens.mint({ sub: id, aud: 'mini-program' }) };
    }),
  );
}

/** A scene that its person has scanned: all that is left is the browser's connect and the phone's confirm. */
async function scanned(api: ApiUnderTest, { id }: Person) {
  const { scene, verifier } = api.browser();
  const store = api.app.get(SceneStore);
  await store.apply(scene, {
    event: 'register',
    method: 'mini-program',
    browser: browserBehind(api.settings.publicUrl),
  });
  const scan = { user: { nickname: null, avatarUrl: null }, near: 'same-network', entry: 1047 } as const;
  const { answer } = await store.apply(scene, { event: 'scan', person: id, scan });
  expect(answer).toBe('ok');
  return { scene, verifier };
}

/** One connect to the first instance and one confirm on the second, as close together as can be. */
async function race(here: ApiUnderTest, there: ApiUnderTest, person: Person): Promise<Outcome> {
  const auth = await scanned(there, person);
  const began = performance.now();
  const socket: Socket<SceneServerEvents, DefaultEventsMap> = io(`${here.url}/scenes`, {
    transports: ['websocket'],
    auth,
    extraHeaders: { Origin: here.settings.publicUrl },
    reconnection: false,
    forceNew: true,
  });
  let connected = false;
  const given = new Promise<string | undefined>((resolve) => {
    const late = setTimeout(() => resolve(undefined), TIMEOUT_MS);
    socket.on('connect', () => {
      connected = true;
      connectTakes += (performance.now() - began - connectTakes) / 20;
    });
    socket.on('login', ({ accessToken }, acknowledge) => {
      clearTimeout(late);
      acknowledge();
      resolve(accessToken);
    });
  });
  await sleep(randomInt(Math.ceil(1.5 * connectTakes)));
  const confirmed = await call(`${there.url}/api/scenes/${auth.scene}/confirm`, {
    body: {},
    headers: { Authorization: `Bearer ${person.token}` },
  });
  const confirmedFirst = !connected;
  expect(confirmed.status).toBe(200);
  const answered = performance.now();
  const token = await given;
  const waited = performance.now() - answered;
  socket.disconnect();
  if (token === undefined)
    return { wanted: person.id, given: undefined, session: undefined, confirmedFirst, waited };
  const { sub, sid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    sub: string;
    sid: string;
  };
  return { wanted: person.id, given: sub, session: sid, confirmedFirst, waited };
}

test(
  `of ${RACES} confirms in the moment of the connect, none is lost`,
  async () => {
    const { instances } = await startFleet();
    const [here, there] = instances;
    const people = await makePeople(there);
    const outcomes: Outcome[] = [];
    let started = 0;
    const runner = async (person: Person) => {
      while (started < RACES) {
        started += 1;
        outcomes.push(await race(here, there, person));
      }
    };
    await Promise.all(people.map(runner));

    const delivered = outcomes.filter(({ given }) => given !== undefined);
    const first = outcomes.filter(({ confirmedFirst }) => confirmedFirst).length;
    const recovered = delivered.filter(({ waited }) => waited > HINTS_TAKE_MS).length;
    process.stdout.write(
      `${RACES} races (${first} confirmed before the connect was through): ${delivered.length} delivered, ${RACES - delivered.length} lost; ${recovered} found only by reading again\n`,
    );
    expect(delivered).toHaveLength(RACES);
    expect(outcomes.filter(({ wanted, given }) => wanted !== given)).toEqual([]);
    expect(new Set(outcomes.map(({ session }) => session)).size).toBe(RACES);
    expect(await here.sessions()).toHaveLength(RACES);
  },
  60_000 + RACES * 100,
);
