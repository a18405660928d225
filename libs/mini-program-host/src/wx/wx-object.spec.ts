import { afterEach, describe, expect, test } from '@jest/globals';
import { packMiniProgram } from '../pack.ts';
import { launchInNode } from '../node.ts';
import { closeAll, launch, NATIVE_APP } from '../testing/native-app.ts';
import type { MiniProgramOptions } from '../mini-program-options.ts';
import type { RunningMiniProgram } from '../node.ts';

afterEach(closeAll);

/** Runs code as the app's onLaunch; `say(value)` writes JSON that the test reads back. */
async function say(
  code: string,
  options: MiniProgramOptions = {},
): Promise<[RunningMiniProgram, () => unknown[]]> {
  const pack = structuredClone(packMiniProgram(NATIVE_APP));
  pack.scripts.app = `const say = (value) => console.log('say ' + JSON.stringify(value)); App({ async onLaunch() { ${code} } });`;
  const program = await launchInNode({ ...options, pack });
  const said = () =>
    program.consoleLines
      .filter((line) => line.text.startsWith('say '))
      .map((line) => JSON.parse(line.text.slice(4)) as unknown);
  return [program, said];
}

describe('the convention of asynchronous calls', () => {
  test('callbacks: called in order, and nothing is returned', async () => {
    const [program, said] = await say(`
      const returned = wx.getNetworkType({
        success: (result) => say(['success', result.errMsg, result.networkType]),
        complete: (result) => say(['complete', result.errMsg]),
      });
      say(['returned', typeof returned]);`);
    await program.until(() => said().length === 3, 'calls');
    expect(said()).toEqual([
      ['returned', 'undefined'],
      ['success', 'getNetworkType:ok', 'wifi'],
      ['complete', 'getNetworkType:ok'],
    ]);
    program.close();
  });

  test('promises: resolved with the result, rejected with errMsg', async () => {
    const [program, said] = await say(
      `
      say((await wx.login()).code);
      await wx.navigateTo({ url: '/nowhere' }).catch(say);
      await wx.navigateBack().catch(say);
      await wx.switchTab({ url: '/pages/login/index' }).catch(say);
      await wx.getStorage({ key: 'none' }).catch(say);`,
      {
        login: () => Promise.resolve({ code: 'code-1' }),
      },
    );
    await program.until(() => said().length === 5, 'calls');
    expect(said()).toEqual([
      'code-1',
      { errMsg: 'navigateTo:fail page "nowhere" is not found' },
      { errMsg: 'navigateBack:fail cannot navigate back at first page' },
      { errMsg: 'switchTab:fail can not switch to no-tabBar page' },
      { errMsg: 'getStorage:fail data not found' },
    ]);
    program.close();
  });

  test('wx.login says why it failed', async () => {
    const [program, said] = await say('wx.login({ fail: say })', {
      login: () => Promise.reject(new Error('nobody is signed in')),
    });
    await program.until(() => said().length === 1, 'failure');
    expect(said()).toEqual([{ errMsg: 'login:fail nobody is signed in' }]);
    program.close();
  });

  test('a throwing callback is the program’s error and does not swallow complete', async () => {
    const [program, said] = await say(`
      wx.getNetworkType({ success() { throw new Error('in success') }, complete() { say('complete') } })`);
    await program.until(() => said().length === 1, 'complete');
    expect(program.errors).toMatchObject([{ where: 'wx.getNetworkType success', message: 'in success' }]);
    program.close();
  });
});

describe('storage', () => {
  test('keeps any JSON value, in the store that the host was given', async () => {
    const storage = new Map<string, string>();
    const [program, said] = await say(
      `
      wx.setStorageSync('a', { list: [1] });
      say(wx.getStorageSync('a'));
      say(wx.getStorageSync('missing'));
      await wx.setStorage({ key: 'b', data: 2 });
      say((await wx.getStorage({ key: 'b' })).data);
      say(wx.getStorageInfoSync().keys);
      wx.removeStorageSync('a');`,
      { storage },
    );
    await program.until(() => said().length === 4, 'calls');
    expect(said()).toEqual([{ list: [1] }, '', 2, ['a', 'b']]);
    expect([...storage]).toEqual([['b', '2']]);
    program.close();
  });
});

describe('what the phone says about itself', () => {
  test('language, theme (with darkmode only), AppID and entry', async () => {
    const code = `
      const { language, theme } = wx.getAppBaseInfo();
      say([language, theme, wx.getAccountInfoSync().miniProgram.appId, wx.getSystemInfoSync().windowWidth]);
      say([wx.canIUse('request.object.success'), wx.canIUse('button.open-type.chooseAvatar'), wx.canIUse('scanCode')]);
      say([typeof wx.env.USER_DATA_PATH, typeof wx.getUpdateManager().onUpdateReady]);`;
    const [program, said] = await say(code, { language: 'en', theme: 'dark' });
    expect(said()).toEqual([
      ['en', 'dark', 'wx0123456789abcdef', 375],
      [true, true, false],
      ['string', 'function'],
    ]);
    program.close();
  });
});

describe('an old or a changed phone', () => {
  test('what its base library lacks is not there, and canIUse says so', async () => {
    const [program, said] = await say(
      `say([typeof wx.openPrivacyContract, wx.canIUse('openPrivacyContract'),
        wx.canIUse('button.open-type.chooseAvatar'), wx.canIUse('button')]);`,
      { lacking: ['openPrivacyContract', 'button.open-type.chooseAvatar'] },
    );
    expect(said()).toEqual([['undefined', false, false, true]]);
    program.close();
  });

  test('the person’s text size', async () => {
    const [program, said] = await say(
      `const { fontSizeSetting, fontSizeScaleFactor } = wx.getAppBaseInfo(); say([fontSizeSetting, fontSizeScaleFactor]);`,
      { textScale: 1.25 },
    );
    expect(said()).toEqual([[20, 1.25]]);
    program.close();
  });
});

describe('wx.scanCode', () => {
  test('returns what the camera read, or that the person cancelled', async () => {
    const codes = [{ result: 'r', path: 'pages/login/index?scene=next', scanType: 'WX_CODE' as const }, null];
    const program = await launch({ scanCode: () => Promise.resolve(codes.shift() ?? null) });
    program.tap('#scan');
    await program.until(() => program.text('#outcome') === 'pages/login/index?scene=next', 'path');
    program.tap('#scan');
    await program.until(() => program.text('#outcome') === 'scanCode:fail cancel', 'refusal');
  });

  test('is missing on a phone that cannot scan from inside a program', async () => {
    const program = await launch();
    program.tap('#scan');
    await program.until(() => program.missingWxCalls.length > 0, 'missing call');
    expect(program.missingWxCalls).toEqual(['scanCode']);
  });
});

describe('wx.exitMiniProgram', () => {
  test('works inside a tap', async () => {
    let exits = 0;
    const program = await launch({ onExit: () => (exits += 1) });
    program.tap('#leave');
    await program.until(() => exits === 1, 'exit');
    expect(program.visible).toBe(false);
  });

  test('is refused anywhere else', async () => {
    let exits = 0;
    const program = await launch({ onExit: () => (exits += 1) });
    program.tap('#leave-later');
    await program.until(() => program.text('#outcome'), 'refusal');
    expect(program.text('#outcome')).toBe('exitMiniProgram:fail can only be invoked by user TAP gesture.');
    expect(exits).toBe(0);
  });
});

describe('the privacy guide', () => {
  test('needs no asking when the person agreed before', async () => {
    const [program, said] = await say(`
      say((await wx.getPrivacySetting()).needAuthorization);
      say((await wx.requirePrivacyAuthorize()).errMsg);`);
    await program.until(() => said().length === 2, 'calls');
    expect(said()).toEqual([false, 'requirePrivacyAuthorize:ok']);
    program.close();
  });

  test('asks through the program’s own listener; a refusal is errno 104', async () => {
    const [program, said] = await say(
      `
      wx.onNeedPrivacyAuthorization((resolve, event) => { say(event.referrer); resolve({ event: 'disagree' }); });
      await wx.requirePrivacyAuthorize().catch((failure) => say(failure.errno));
      say((await wx.getPrivacySetting()).needAuthorization);`,
      { privacyAgreed: false },
    );
    await program.until(() => said().length === 3, 'calls');
    expect(said()).toEqual(['requirePrivacyAuthorize', 104, true]);
    program.close();
  });

  test('a yes without a tap on the agree button counts for nothing', async () => {
    const [program, said] = await say(
      `
      wx.onNeedPrivacyAuthorization((resolve) => resolve({ event: 'agree', buttonId: 'agree' }));
      await wx.requirePrivacyAuthorize().catch((failure) => say(failure.errno));`,
      { privacyAgreed: false },
    );
    await program.until(() => said().length === 1, 'call');
    expect(said()).toEqual([104]);
    program.close();
  });

  test('what the owner has not declared is errno 112, whatever the person says', async () => {
    const [program, said] = await say(`wx.requirePrivacyAuthorize().catch((failure) => say(failure.errno))`, {
      privacyDeclared: false,
    });
    await program.until(() => said().length === 1, 'call');
    expect(said()).toEqual([112]);
    program.close();
  });

  test('asks with a dialog when the program has no listener', async () => {
    const [program, said] = await say('wx.requirePrivacyAuthorize({ complete: say })', {
      privacyAgreed: false,
    });
    await program.until(() => program.dialog, 'dialog');
    program.tapText('同意');
    await program.until(() => said().length === 1, 'answer');
    expect(said()).toEqual([{ errMsg: 'requirePrivacyAuthorize:ok' }]);
    program.close();
  });
});
