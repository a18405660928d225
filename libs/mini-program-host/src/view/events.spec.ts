import { afterEach, describe, expect, test } from '@jest/globals';
import { closeAll, launch, logOf } from '../testing/native-app.ts';

afterEach(closeAll);

describe('taps', () => {
  test('bubble from the target through every bound ancestor, in later tasks', async () => {
    const program = await launch();
    const log = logOf(program);
    log();
    program.tap('#inner');
    expect(log()).toEqual([]);
    await program.until(() => program.consoleLines.some((line) => line.text.startsWith('outer')), 'outer');
    expect(log().filter((line) => /^(inner|outer)/.test(line))).toEqual([
      'inner tap inner inner',
      'outer tap outer inner',
    ]);
  });

  test('stop at catchtap', async () => {
    const program = await launch();
    const log = logOf(program);
    program.tap('#caught');
    program.tap('#sign-in');
    await program.until(() => program.text('#outcome'), 'a later tap was handled');
    expect(log().filter((line) => /^(caught|outer)/.test(line))).toEqual(['caught']);
  });

  test('reach a bound node that is no component', async () => {
    const program = await launch();
    program.tap('#plain-node');
    await program.until(
      () => program.consoleLines.some((line) => line.text === 'inner tap plain plain'),
      'tap',
    );
  });

  test('a long press is sent once, and is no tap where it was handled', async () => {
    const program = await launch();
    const log = logOf(program);
    program.longPress('#pressed');
    await program.until(
      () => program.consoleLines.some((line) => line.text.startsWith('inner longpress')),
      'press',
    );
    program.tap('#inner');
    await program.until(
      () => program.consoleLines.some((line) => line.text.startsWith('outer')),
      'later tap',
    );
    expect(log().filter((line) => /^(inner|outer)/.test(line))).toEqual([
      'inner longpress pressed pressed',
      'inner tap inner inner',
      'outer tap outer inner',
    ]);
  });

  test('an element wears its hover-class while the finger is on it', async () => {
    const program = await launch();
    program.longPress('#scan');
    expect(program.html()).toContain(' class="pressed down"');
    await program.until(() => !program.html().includes(' class="pressed down"'), 'lift');
  });

  test('find what they shall tap, or say what is on the page', async () => {
    const program = await launch();
    program.tapText('bubbles');
    await program.until(() => program.consoleLines.some((line) => line.text.startsWith('inner')), 'tap');
    expect(() => program.tap('#gone')).toThrow('There is no #gone on pages/login/index');
    expect(() => program.tapText('gone')).toThrow('Nothing on pages/login/index reads "gone"');
  });

  test('do nothing on a disabled button', async () => {
    const program = await launch({ login: () => new Promise(() => undefined) });
    program.tap('#sign-in');
    await program.until(() => program.html().includes('id="sign-in" disabled'), 'busy');
    program.tap('#sign-in');
    program.tap('#inner');
    await program.until(
      () => program.consoleLines.some((line) => line.text.startsWith('inner')),
      'later tap',
    );
    expect(program.errors).toEqual([]);
  });
});

describe('templates', () => {
  test('wx:if, wx:for, imported templates, wxs, custom components with behaviors and slots', async () => {
    const program = await launch();
    await program.until(() => program.text('#ready'), 'wx:if');
    expect(program.text('#waiting')).toBeNull();
    expect(program.text('#row-0')).toBe('0: first');
    expect(program.text('#row-1')).toBe('1: second');
    // setData with Taro's way of writing a path.
    expect(program.text('#nested')).toBe('new');
    expect(program.text('#badge')).toBe('taps 0*');
    expect(logOf(program)()).toEqual(
      expect.arrayContaining(['badge.label taps', 'badge.attached behavior', 'badge.attached taps false']),
    );
    program.tap('#badge-face');
    await program.until(() => program.text('#count') === '1', 'triggerEvent');
    expect(program.text('#badge')).toBe('taps 1*');
    program.rescan({});
    expect(logOf(program)()).toContain('badge.detached');
  });

  test('an undefined hidden, disabled or loading is false, not a set attribute', async () => {
    const program = await launch();
    expect(program.html()).toContain('<view id="maybe-hidden">');
    program.rescan({ path: 'pages/forms/index' });
    expect(program.html()).toContain('<button type="button" id="plain">');
  });

  test('lengths are relative to the phone’s screen, in wxss and in inline styles', async () => {
    const program = await launch();
    expect(program.html()).toContain('style="width: calc(10 * var(--mp-rpx)); color: "');
    expect(program.css()).toContain('width: calc(700.5 * var(--mp-rpx))');
    expect(program.css()).toContain('padding: calc(4 * var(--mp-rpx))');
  });
});
