import { afterEach, describe, expect, test } from '@jest/globals';
import { closeAll, launch } from '../testing/native-app.ts';

afterEach(closeAll);

const forms = { entry: { path: 'pages/forms/index' } };

describe('fields and forms', () => {
  test('a field sends its text and shows the program’s', async () => {
    const program = await launch(forms);
    program.type('#name', 'Lin');
    await program.until(() => program.text('#echo') === 'input Lin', 'input event');
  });

  test('a field cuts at maxlength', async () => {
    const program = await launch(forms);
    program.type('#name', 'far too long');
    await program.until(() => program.text('#echo') === 'input far too ', 'input event');
  });

  test('submit gathers every named field; no real form is there to submit by itself', async () => {
    const program = await launch(forms);
    program.type('#note', 'hello');
    program.tap('#agree');
    await program.until(() => program.text('#echo') === 'switch true', 'switch');
    program.tap('#label checkbox[value=red]');
    program.tap('#submit');
    const echo = await program.until(
      () => program.text('#echo')?.startsWith('{') && program.text('#echo'),
      'submit',
    );
    expect(JSON.parse(echo)).toEqual({ name: 'Ann', note: 'hello', agree: true, colours: ['red', 'blue'] });
    expect(program.html()).not.toContain('<form');
    expect(program.html()).not.toContain(' type="submit"');
  });

  test('reset empties the fields', async () => {
    const program = await launch(forms);
    program.type('#note', 'hello');
    program.tap('#reset');
    await program.until(() => program.text('#echo') === 'reset', 'reset');
    program.tap('#submit');
    await program.until(() => program.text('#echo')?.includes('"note":""'), 'empty');
  });

  test('an open-type button answers with what the host gives', async () => {
    const openTypes = { chooseAvatar: () => Promise.resolve({ avatarUrl: 'http://tmp/face.png' }) };
    const program = await launch({ ...forms, openTypes });
    program.tap('#avatar');
    await program.until(() => program.text('#echo') === 'avatar http://tmp/face.png', 'avatar');
  });
});

describe('chooseAvatar', () => {
  const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);

  test('hands over a temporary file, which can be read and shown', async () => {
    const program = await launch({ ...forms, chooseAvatar: () => Promise.resolve(PNG) });
    program.tap('#avatar');
    await program.until(() => program.text('#echo') === 'avatar http://tmp/00000001.png', 'avatar');
    await program.until(() => program.consoleLines.some(({ text }) => text === 'read 7 true'), 'bytes');
    await program.until(() => program.html().includes('src="data:image/png;base64,iVBORwECAw=="'), 'picture');
  });

  test('says nothing when the person turns away', async () => {
    let turnAway = () => {};
    const turned = new Promise<void>((resolve) => (turnAway = resolve));
    const chooseAvatar = () => {
      turnAway();
      return Promise.resolve(null);
    };
    const program = await launch({ ...forms, chooseAvatar });
    program.tap('#avatar');
    await turned;
    program.tap('#plain');
    await program.until(() => program.text('#echo') === 'plain', 'the next tap');
  });

  test('asks for consent first; agreeing needs the program’s own button to be tapped', async () => {
    const agreed: string[] = [];
    const program = await launch({
      ...forms,
      privacyAgreed: false,
      onPrivacyAgreed: () => agreed.push('agreed'),
      chooseAvatar: () => Promise.resolve(PNG),
    });
    program.tap('#avatar');
    await program.until(() => program.text('#echo') === 'asked button.chooseAvatar', 'question');
    program.tap('#agree-privacy');
    await program.until(() => program.text('#echo')?.startsWith('avatar http://tmp/'), 'avatar');
    expect(agreed).toEqual(['agreed']);
  });

  test('a refusal is the event’s errno', async () => {
    const program = await launch({
      ...forms,
      privacyAgreed: false,
      chooseAvatar: () => Promise.reject(new Error('must not be asked')),
    });
    program.tap('#avatar');
    await program.until(() => program.text('#echo') === 'asked button.chooseAvatar', 'question');
    program.tap('#refuse-privacy');
    await program.until(() => program.text('#echo') === 'avatar refused 104', 'refusal');
  });
});

describe('a nickname field', () => {
  test('asks for consent when it is entered, and works without', async () => {
    const program = await launch({ ...forms, privacyAgreed: false });
    program.focus('#name');
    await program.until(() => program.text('#echo') === 'asked input.nickname', 'question');
    program.tap('#refuse-privacy');
    program.type('#name', 'Lin');
    await program.until(() => program.text('#echo') === 'input Lin', 'input event');
  });

  test('is emptied when its name is not accepted, without an input event', async () => {
    const program = await launch({ ...forms, acceptNickname: (nickname) => nickname !== 'WeChat' });
    program.type('#name', 'WeChat');
    await program.until(() => program.text('#echo') === 'input WeChat', 'input event');
    program.blur('#name');
    await program.until(() => program.text('#echo') === 'review false', 'review');
    program.tap('#submit');
    await program.until(() => program.text('#echo')?.includes('"name":""'), 'empty');
  });
});

describe('pulling a page down', () => {
  test('calls the page, which ends it', async () => {
    const program = await launch(forms);
    program.pullDown();
    await program.until(() => program.text('#echo') === 'pulled', 'hook');
    expect(program.pulledDown).toBe(true);
    program.tap('#let-go');
    await program.until(() => !program.pulledDown, 'end');
  });

  test('only where the page’s configuration has it', async () => {
    const program = await launch();
    expect(() => program.pullDown()).toThrow('does not enable');
  });
});

test('the menu of a page stops offering to share it', async () => {
  const program = await launch(forms);
  expect(program.navigationBar.shareable).toBe(true);
  program.tap('#hide-share');
  await program.until(() => !program.navigationBar.shareable, 'the menu without it');
});

describe('dialogs', () => {
  test('a modal covers the page until it is answered', async () => {
    const program = await launch(forms);
    program.tap('#ask');
    await program.until(() => program.dialog, 'modal');
    expect(program.dialog).toBe('SureGo on取消确定');
    expect(() => program.tap('#plain')).toThrow('A dialog covers the page');
    program.tapText('取消');
    await program.until(() => program.text('#echo') === 'modal false true', 'answer');
    expect(program.dialog).toBeNull();
  });

  test('speaks the client’s language', async () => {
    const program = await launch({ ...forms, language: 'en' });
    program.tap('#ask');
    await program.until(() => program.dialog, 'modal');
    program.tapText('OK');
    await program.until(() => program.text('#echo') === 'modal true false', 'answer');
  });

  test('a toast goes by itself', async () => {
    const program = await launch(forms);
    program.tap('#toast');
    await program.until(() => program.toast === 'Done', 'toast');
    await program.until(() => program.toast === null, 'end of the toast');
  });

  test('an action sheet answers with the index, or fails when turned away', async () => {
    const program = await launch(forms);
    program.tap('#sheet');
    await program.until(() => program.dialog, 'sheet');
    program.tapText('two');
    await program.until(() => program.text('#echo') === 'sheet 1', 'choice');
    program.tap('#sheet');
    await program.until(() => program.dialog, 'sheet');
    program.tapText('取消');
    await program.until(() => program.text('#echo') === 'showActionSheet:fail cancel', 'refusal');
  });

  test('the navigation bar follows the page, the program and the theme', async () => {
    const program = await launch();
    expect(program.navigationBar).toMatchObject({
      title: 'Sign in',
      backgroundColor: '#faf8f3',
      textStyle: 'black',
    });
    program.setTheme('dark');
    expect(program.navigationBar.backgroundColor).toBe('#161513');
    expect(program.consoleLines.at(-1)?.text).toBe('app.onThemeChange dark');
    program.rescan({ path: 'pages/forms/index' });
    expect(program.navigationBar.title).toBe('Fixture');
    program.tap('#title');
    await program.until(() => program.navigationBar.title === 'Renamed', 'title');
  });
});
