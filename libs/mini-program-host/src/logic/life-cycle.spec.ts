import { afterEach, describe, expect, test } from '@jest/globals';
import { scanEntry } from '../entry.ts';
import { answering, closeAll, launch, logOf } from '../testing/native-app.ts';
import type { RunningMiniProgram } from '../node.ts';

afterEach(closeAll);

const hooks = (lines: string[]) => lines.filter((line) => !/^(badge|login\.data)/.test(line));
/** Waits until the home page has rendered what its onReady set, for the given time. */
const ready = (program: RunningMiniProgram, times = 1) =>
  program.until(
    () => program.consoleLines.filter((line) => line.text === 'login.rendered').length === times,
    'home page rendered',
  );

describe('a launch from a scanned code', () => {
  test('hands the query over undecoded and runs the hooks in WeChat’s order', async () => {
    const program = await launch({ entry: scanEntry('tk=AbC 1', 'pages/login/index') });
    await ready(program);
    expect(hooks(logOf(program)())).toEqual([
      'app.onLaunch pages/login/index 1047',
      'app.onShow tk%3DAbC%201 1047',
      'login.onLoad {"scene":"tk%3DAbC%201"}',
      'login.onShow',
      'login.onReady',
      'login.rendered',
    ]);
    expect(program.text('#scene')).toBe('SCENE! tk=AbC 1');
    expect(program.text('#entry')).toBe('1047 tk%3DAbC%201 tk%3DAbC%201');
  });

  test('opens the home page, from the recent list, when the entry says nothing', async () => {
    const program = await launch();
    expect(program.route).toBe('pages/login/index');
    expect(logOf(program)()[0]).toBe('app.onLaunch pages/login/index 1001');
  });

  test('calls onPageNotFound for a page that does not exist, and fails when it opens no other page', async () => {
    await expect(launch({ entry: { path: 'pages/gone/index' } })).rejects.toThrow(
      'The mini program did not start: start: page "pages/gone/index" is not found',
    );
  });
});

describe('while it is alive', () => {
  test('the background and back: nothing loads again, and the old options are still there', async () => {
    const program = await launch({ entry: scanEntry('one') });
    await ready(program);
    const log = logOf(program);
    log();
    program.hide();
    program.hide();
    expect(program.visible).toBe(false);
    program.show();
    expect(log()).toEqual(['login.onHide', 'app.onHide', 'app.onShow one 1047', 'login.onShow']);
  });

  test('coming back another way changes the entry number only', async () => {
    const program = await launch({ entry: scanEntry('one') });
    await ready(program);
    const log = logOf(program);
    program.hide();
    log();
    program.show({ scene: 1089 });
    expect(log()).toEqual(['app.onShow one 1089', 'login.onShow']);
  });

  test('a second scan opens the page anew with new parameters; the launch options stay', async () => {
    const program = await launch({ entry: scanEntry('one') });
    await ready(program);
    const log = logOf(program);
    log();
    program.rescan(scanEntry('two', 'pages/login/index', 1048));
    await ready(program, 2);
    expect(hooks(log())).toEqual([
      'login.onHide',
      'app.onHide',
      'app.onShow two 1048',
      'login.onUnload',
      'login.onLoad {"scene":"two"}',
      'login.onShow',
      'login.onReady',
      'login.rendered',
    ]);
    expect(program.text('#entry')).toBe('1048 two one');
  });
});

describe('navigation', () => {
  test('redirectTo, navigateTo, navigateBack and reLaunch run the hooks in order', async () => {
    const program = await launch({
      login: () => Promise.resolve({ code: 'c' }),
      fetch: answering(200, 'token'),
    });
    await ready(program);
    const log = logOf(program);
    log();
    program.tap('#sign-in');
    await program.until(() => program.text('#status') === '200 "token"', 'result page');
    expect(hooks(log())).toEqual(['login.onUnload', 'result.onLoad 1', 'result.onShow']);
    expect(program.navigationBar.canGoBack).toBe(false);

    program.tap('#forms');
    await program.until(() => program.route === 'pages/forms/index', 'forms page');
    expect(program.navigationBar.canGoBack).toBe(true);
    program.back();
    expect(program.route).toBe('pages/result/index');
    expect(hooks(log())).toEqual(['result.onHide', 'result.onShow']);

    program.tap('#again');
    await ready(program, 2);
    expect(program.text('#scene')).toBe('SCENE! again');
    expect(hooks(log())).toEqual([
      'result.onUnload',
      'login.onLoad {"scene":"again"}',
      'login.onShow',
      'login.onReady',
      'login.rendered',
    ]);
  });

  test('an eleventh page is refused', async () => {
    const program = await launch({ entry: { path: 'pages/result/index', query: { status: '1' } } });
    const log = logOf(program);
    for (let pages = 2; pages <= 10; pages += 1) {
      program.tap('#deep');
      await program.until(
        () => program.consoleLines.some((line) => line.text === `result.onLoad ${pages}`),
        'page',
      );
    }
    log();
    program.tap('#deep');
    const refused = await program.until(() => log().find((line) => line.includes(':fail')), 'refusal');
    expect(refused).toBe('navigateTo:fail webview count limit exceed');
  });

  test('going back from the first page leaves the program', async () => {
    let left = 0;
    const program = await launch({ onExit: () => (left += 1) });
    program.back();
    expect(left).toBe(1);
    expect(program.visible).toBe(false);
  });

  test('a page registered with Component() gets its hooks, properties and route', async () => {
    const program = await launch();
    program.tap('#link');
    await program.until(() => program.text('#name'), 'item page');
    // Undecoded, as WeChat hands it over.
    expect(program.text('#name')).toBe('a%20b');
    expect(logOf(program)()).toContain('item.onLoad {"name":"a%20b","flag":""} pages/item/index');
    program.tap('#back');
    await program.until(() => program.route === 'pages/login/index', 'home page');
    expect(logOf(program)()).toContain('item.onUnload');
  });
});
