import { afterEach, describe, expect, test } from '@jest/globals';
import {
  SCENE_EVENTS,
  SCENE_STATUSES,
  sceneRecordOf,
  TRANSITIONS,
  transition,
  type SceneEventName,
  type SceneLifetimes,
  type SceneRecord,
  type SceneStatus,
} from '@maqiao/shared';
import type { SceneNotification } from '../notifications/scene-notifications.ts';
import { browser, changeOf, FIRST, METHOD, OTHER, scan } from './scene-changes.contract.ts';
import type { SceneStore } from './scene-store.ts';

/** A store under test, whose clock the suite can move, and the notifications it has published. */
export interface StoreHarness {
  store: SceneStore;
  lifetimes: SceneLifetimes;
  /** The name of the instance that the notifications below are sent to. */
  instance: string;
  notifications: SceneNotification[];
  /** Resolves when every notification that was published so far has arrived. */
  settle(): Promise<void>;
  advance(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

const WAY_TO: Readonly<Record<SceneStatus, readonly SceneEventName[]>> = {
  pending: ['register', 'watch'],
  scanned: ['register', 'watch', 'scan'],
  confirmed: ['register', 'watch', 'scan', 'confirm'],
  consumed: ['register', 'watch', 'scan', 'confirm', 'redeem'],
  rejected: ['register', 'watch', 'scan', 'reject'],
  cancelled: ['register', 'watch', 'scan', 'cancel'],
  expired: ['register', 'watch', 'scan'],
};

let serial = 0;
const newScene = () => `contract${String(++serial).padStart(24, '0')}`;

/**
 * What every scene store promises. The cases are generated from the transition table: each state, each event,
 * the person who scanned and another; the pure interpreter says what must come out.
 */
export function describeSceneStore(name: string, open: () => Promise<StoreHarness>): void {
  describe(`${name} keeps the contract of a scene store`, () => {
    const opened: StoreHarness[] = [];
    afterEach(async () => {
      for (const harness of opened.splice(0)) await harness.close();
    });
    const start = async () => {
      const harness = await open();
      opened.push(harness);
      return harness;
    };

    async function bring(harness: StoreHarness, status: SceneStatus): Promise<[string, SceneRecord]> {
      const scene = newScene();
      for (const event of WAY_TO[status]) {
        expect((await harness.store.apply(scene, changeOf(event, FIRST, harness.instance))).answer).toBe(
          'ok',
        );
      }
      if (status === 'expired') await harness.advance(harness.lifetimes.scanned);
      const { record } = await harness.store.read(scene);
      if (record?.status !== status) throw new Error(`brought to ${record?.status} and not to ${status}`);
      return [scene, record];
    }

    const cases = SCENE_STATUSES.flatMap((status) =>
      SCENE_EVENTS.flatMap((event) =>
        ('any' in TRANSITIONS[event] ? [FIRST] : [FIRST, OTHER]).map(
          (person) => [status, event, person === FIRST ? 'the scanner' : 'another', person] as const,
        ),
      ),
    );

    test.each(cases)('%s: %s by %s', async (status, event, _who, person) => {
      const harness = await start();
      const [scene, before] = await bring(harness, status);
      await harness.settle();
      const notifiedBefore = harness.notifications.length;
      const change = changeOf(event, person, harness.instance);
      const outcome = await harness.store.apply(scene, change);

      const stored = status === 'expired' ? sceneRecordOf({ ...before, status: 'scanned' }) : before;
      const wanted = transition(stored, scene, change, outcome.now, harness.lifetimes);
      expect(outcome).toEqual({ ...wanted, now: outcome.now });
      expect((await harness.store.read(scene)).record).toEqual(wanted.record);

      const moved = wanted.changed && wanted.record?.status !== wanted.before;
      await harness.settle();
      const notifications = harness.notifications.slice(notifiedBefore);
      expect(notifications).toEqual(moved ? [{ record: wanted.record, now: outcome.now }] : []);
    });

    test.each(SCENE_EVENTS.filter((event) => event !== 'register'))('an unknown scene: %s', async (event) => {
      const { store } = await start();
      const scene = newScene();
      expect(await store.apply(scene, changeOf(event, FIRST))).toMatchObject({
        answer: 'scene_not_found',
        changed: false,
      });
      expect((await store.read(scene)).record).toBeUndefined();
    });

    test('deadlines are exclusive, and an expired scene is forgotten after its time', async () => {
      const harness = await start();
      const scene = newScene();
      await harness.store.apply(scene, changeOf('register', FIRST));
      await harness.advance(harness.lifetimes.pending);
      expect((await harness.store.read(scene)).record?.status).toBe('expired');
      await harness.advance(harness.lifetimes.terminal);
      expect((await harness.store.read(scene)).record).toBeUndefined();
    });

    test('a delivered login can be fetched again until the delivery deadline, and not after', async () => {
      const harness = await start();
      const [scene] = await bring(harness, 'consumed');
      expect((await harness.store.apply(scene, { event: 'redeem' })).answer).toBe('ok');
      await harness.advance(harness.lifetimes.delivery);
      expect((await harness.store.apply(scene, { event: 'redeem' })).answer).toBe('expired_token');
      expect((await harness.store.apply(scene, changeOf('reject', FIRST))).answer).toBe('scene_closed');
      expect((await harness.store.apply(scene, changeOf('proveAgain', FIRST))).answer).toBe('expired_token');
    });

    test('a reject says which session has gone on with the proof', async () => {
      const harness = await start();
      const [scene] = await bring(harness, 'consumed');
      await harness.store.apply(scene, { event: 'proveAgain', provenSid: 'earlier' });
      const { record } = await harness.store.apply(scene, changeOf('reject', FIRST));
      expect(record).toMatchObject({ status: 'rejected', sid: `sid-of-${FIRST}`, provenSid: 'earlier' });
    });

    test('of many who scan at once, one is the scanner', async () => {
      const { store } = await start();
      const scene = newScene();
      await store.apply(scene, changeOf('register', FIRST));
      const people = Array.from({ length: 20 }, (_, index) => `person-${index}`);
      const outcomes = await Promise.all(
        people.map((person) => store.apply(scene, changeOf('scan', person))),
      );
      expect(outcomes.filter(({ answer }) => answer === 'ok')).toHaveLength(1);
      expect(outcomes.filter(({ answer }) => answer === 'scene_taken')).toHaveLength(19);
    });

    test('of many confirms at once, one draws the session', async () => {
      const harness = await start();
      const [scene] = await bring(harness, 'scanned');
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          harness.store.apply(scene, { event: 'confirm', person: FIRST, sid: `sid-${index}` }),
        ),
      );
      expect(outcomes.every(({ answer }) => answer === 'ok')).toBe(true);
      expect(outcomes.filter(({ changed }) => changed)).toHaveLength(1);
      expect(new Set(outcomes.map(({ record }) => record?.sid)).size).toBe(1);
    });

    test('a wrong number closes the scene, a forgotten one does not, the right one confirms', async () => {
      const { store } = await start();
      const scene = newScene();
      await store.apply(scene, changeOf('register', FIRST));
      await store.apply(scene, { event: 'scan', person: FIRST, scan, number: '42' });
      const confirm = { event: 'confirm', person: FIRST, sid: 'sid' } as const;
      expect(await store.apply(scene, confirm)).toMatchObject({ answer: 'invalid_request', changed: false });
      const wrong = await store.apply(scene, { ...confirm, typedNumber: '24' });
      expect(wrong).toMatchObject({ answer: 'number_mismatch', record: { status: 'rejected' } });
      expect((await store.apply(scene, { ...confirm, typedNumber: '42' })).answer).toBe('scene_closed');
    });

    test('nothing is published for a scene that nobody holds', async () => {
      const harness = await start();
      const scene = newScene();
      await harness.store.apply(scene, changeOf('register', FIRST));
      await harness.store.apply(scene, changeOf('scan', FIRST));
      await harness.settle();
      expect(harness.notifications).toEqual([]);
    });

    test('keeps what people are called, to the letter', async () => {
      const { store } = await start();
      const scene = newScene();
      await store.apply(scene, changeOf('register', FIRST));
      // A lone surrogate, a control character, quotes: a name that was cut in the middle, or that tries to break the
      // script.
      const nickname = '码桥 \ud83d "\\/\u0000\u2028 \ud83d\ude00';
      const user = { nickname, avatarUrl: null };
      const scan = { user, near: 'unknown', entry: null } as const;
      await store.apply(scene, { event: 'scan', person: FIRST, scan });
      expect((await store.read(scene)).record?.scan).toEqual(scan);
    });

    test('a scene keeps the method that it was registered for', async () => {
      const harness = await start();
      const [scene] = await bring(harness, 'consumed');
      const again = { event: 'register', method: 'another-method', browser } as const;
      await harness.store.apply(scene, again);
      expect((await harness.store.read(scene)).record?.method).toBe(METHOD);
      expect(harness.notifications.map(({ record }) => record.method)).toEqual(
        harness.notifications.map(() => METHOD),
      );
    });

    test('it answers a ping', async () => {
      const { store } = await start();
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
}
