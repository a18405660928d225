import { describe, expect, test } from '@jest/globals';
import { TERMINAL_LIFETIME_MS } from '@maqiao/shared';
import { ManualClock } from '../../../../test/manual-clock.ts';
import { LocalSceneNotifications } from '../notifications/local-scene-notifications.ts';
import type { SceneNotification } from '../notifications/scene-notifications.ts';
import { MemorySceneStore } from './memory-scene-store.ts';
import { describeSceneStore } from './scene-store.contract.ts';

describeSceneStore('the memory store', () => {
  const lifetimes = { pending: 180_000, scanned: 120_000, delivery: 60_000 };
  const clock = new ManualClock(1_800_000_000_000);
  const notifications: SceneNotification[] = [];
  const bus = new LocalSceneNotifications();
  bus.listen((notification) => notifications.push(notification));
  const store = new MemorySceneStore({ lifetimes }, clock, bus);
  return Promise.resolve({
    store,
    instance: bus.instance,
    notifications,
    settle: () => Promise.resolve(),
    lifetimes: { ...lifetimes, terminal: TERMINAL_LIFETIME_MS },
    advance: (milliseconds) => {
      clock.advance(milliseconds);
      return Promise.resolve();
    },
    close: () => Promise.resolve(store.onModuleDestroy()),
  });
});

describe('issue 12, number 10: the memory store, when the machine’s clock is set', () => {
  test.each([3_600_000, -3_600_000])(
    'by %i ms: a scene keeps its remaining time, shown by the new clock',
    async (by) => {
      const clock = new ManualClock();
      const notifications: SceneNotification[] = [];
      const bus = new LocalSceneNotifications();
      bus.listen((notification) => notifications.push(notification));
      const lifetimes = { pending: 180_000, scanned: 120_000, delivery: 60_000 };
      const store = new MemorySceneStore({ lifetimes }, clock, bus);
      const browser = { origin: '', browser: '', os: '', ip: '', region: null, display: 'screen' as const };
      await store.apply('a', { event: 'register', method: 'mini-program', browser });
      await store.apply('a', { event: 'watch', holder: bus.instance });
      clock.advance(80_000);
      clock.set(by);
      const { record, now } = await store.read('a');
      expect([now, record?.deadline]).toEqual([clock.now(), clock.now() + 100_000]);
      expect(record?.createdAt).toBe(clock.now() - 80_000);
      const scan = { user: { nickname: null, avatarUrl: null }, near: 'unknown' as const, entry: null };
      await store.apply('a', { event: 'scan', person: 'p', scan });
      const confirmed = await store.apply('a', { event: 'confirm', person: 'p', sid: 's' });
      expect(confirmed.record?.deliverUntil).toBe(clock.now() + 60_000);
      expect(notifications.map((notification) => [notification.now, notification.record.deadline])).toEqual([
        [clock.now(), clock.now() + 120_000],
        [clock.now(), clock.now() + 60_000],
      ]);
      clock.set(-by);
      clock.advance(59_999);
      expect((await store.read('a')).record?.status).toBe('confirmed');
      clock.advance(1);
      expect((await store.read('a')).record?.status).toBe('expired');
      store.onModuleDestroy();
    },
  );
});
