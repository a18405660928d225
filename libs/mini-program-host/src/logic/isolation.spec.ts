import { afterEach, describe, expect, test } from '@jest/globals';
import { packMiniProgram } from '../pack.ts';
import { launchInNode } from '../node.ts';
import { createFunctionRealm } from './function-realm.ts';
import { closeAll, launch, NATIVE_APP } from '../testing/native-app.ts';
import type { RealmGlobals } from './logic-realm.ts';

afterEach(closeAll);

const PROBE = `console.log([
  typeof fetch, typeof URL, typeof process, typeof window, typeof document, typeof crypto, typeof Buffer,
  typeof XMLHttpRequest, typeof localStorage, typeof TextEncoder, typeof WebSocket,
].join());
console.log([typeof global, typeof console, typeof setTimeout, typeof Promise, typeof wx, typeof require].join());`;

const ABSENT = Array.from({ length: 11 }, () => 'undefined').join();
const PRESENT = 'object,object,function,function,object,function';

async function runInApp(code: string): Promise<string[]> {
  const pack = structuredClone(packMiniProgram(NATIVE_APP));
  pack.scripts.app = `App({}); ${code}`;
  const program = await launchInNode({ pack });
  program.close();
  return program.consoleLines.map((line) => line.text);
}

describe('the logic realm in Node', () => {
  test('has the language, a console and timers, and nothing of Node or a browser', async () => {
    expect((await runInApp(PROBE)).slice(0, 2)).toEqual([ABSENT, PRESENT]);
  });

  test('evaluates no text', async () => {
    const [line] = await runInApp('try { eval("1") } catch (error) { console.log(error.name) }');
    expect(line).toBe('EvalError');
  });

  test('is given values made of its own intrinsics', async () => {
    const [line] = await runInApp(`
      console.log([wx.getSystemInfoSync() instanceof Object, wx.checkSession() instanceof Promise].join())`);
    expect(line).toBe('true,true');
  });
});

describe('the logic realm in a page', () => {
  test('hides the page’s names', () => {
    const lines: string[] = [];
    const write = (...values: unknown[]) => void lines.push(values.join());
    const globals = { console: { log: write }, setTimeout } as unknown as RealmGlobals;
    const realm = createFunctionRealm(globals);
    realm.evaluate('app.js', PROBE, { wx: {}, require: () => undefined });
    expect(lines).toEqual([ABSENT, PRESENT]);
  });
});

describe('several programs in one process', () => {
  test('run side by side, each with its own document, storage and entry, and leave no globals', async () => {
    const [one, two] = await Promise.all([
      launch({ entry: { query: { scene: 'one' } } }),
      launch({ entry: { query: { scene: 'two' } } }),
    ]);
    one.tap('#badge-face');
    await one.until(() => one.text('#count') === '1', 'count');
    two.tap('#inner');
    await two.until(() => two.consoleLines.some((line) => line.text.startsWith('outer')), 'tap');
    expect(one.text('#scene')).toBe('SCENE! one');
    expect(two.text('#scene')).toBe('SCENE! two');
    expect(two.text('#count')).toBe('none');
    expect(one.consoleLines.some((line) => line.text.startsWith('inner'))).toBe(false);
    one.close();
    two.tap('#badge-face');
    await two.until(() => two.text('#count') === '1', 'count');
    expect([typeof window, typeof document]).toEqual(['undefined', 'undefined']);
  });

  test('a closed program runs no more of its code', async () => {
    const program = await launch();
    const { length } = program.consoleLines;
    program.tap('#inner');
    program.close();
    await new Promise((resolve) => setImmediate(resolve));
    program.hide();
    expect(program.consoleLines).toHaveLength(length);
  });
});
