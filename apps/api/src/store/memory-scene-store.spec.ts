import { TERMINAL_LIFETIME_MS } from '@maqiao/shared';
import { Clock } from '../common/clock.ts';
import { LocalSceneHints } from '../hints/local-scene-hints.ts';
import type { SceneHint } from '../hints/scene-hints.ts';
import { MemorySceneStore } from './memory-scene-store.ts';
import { describeSceneStore } from './scene-store.contract.ts';

class StandingClock extends Clock {
  time = 1_800_000_000_000;

  override now(): number {
    return this.time;
  }
}

describeSceneStore('the memory store', () => {
  const lifetimes = { pending: 180_000, scanned: 120_000, delivery: 60_000 };
  const clock = new StandingClock();
  const hints: SceneHint[] = [];
  const bus = new LocalSceneHints();
  bus.listen((hint) => hints.push(hint));
  const store = new MemorySceneStore({ lifetimes }, clock, bus);
  return Promise.resolve({
    store,
    instance: bus.instance,
    hints,
    settle: () => Promise.resolve(),
    lifetimes: { ...lifetimes, terminal: TERMINAL_LIFETIME_MS },
    advance: (milliseconds) => {
      clock.time += milliseconds;
      return Promise.resolve();
    },
    close: () => Promise.resolve(store.onModuleDestroy()),
  });
});
