import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { packMiniProgram } from '../pack.ts';
import { launchInNode } from '../node.ts';
import { closeAll, launch, logOf, NATIVE_APP } from '../testing/native-app.ts';

afterEach(closeAll);

describe('what the program throws', () => {
  test('is recorded with its place, passed to App.onError, and does not stop the next tap', async () => {
    const program = await launch();
    program.tap('#fail');
    await program.until(() => program.errors.length > 0, 'error');
    expect(program.errors).toMatchObject([
      { where: 'Page pages/login/index throwInHandler on tap', message: 'thrown in a handler' },
    ]);
    expect(program.errors[0]?.stack).toContain('weapp://pages/login/index.js');
    expect(logOf(program)()).toContain('app.onError Error: thrown in a handler');
    program.tap('#inner');
    await program.until(() => program.consoleLines.some((line) => line.text.startsWith('inner')), 'next tap');
  });

  test('a wx call that is not simulated is recorded, and is not a function', async () => {
    const program = await launch();
    expect(program.missingWxCalls).toEqual([]);
    program.tap('#unknown');
    await program.until(() => program.errors.length > 0, 'error');
    expect(program.missingWxCalls).toEqual(['startBluetoothDevicesDiscovery']);
    expect(program.errors[0]?.message).toBe('wx.startBluetoothDevicesDiscovery is not a function');
  });

  test('a page whose file throws cannot be opened; the launch says why', async () => {
    const pack = structuredClone(packMiniProgram(NATIVE_APP));
    pack.scripts['pages/login/index'] = 'throw new Error("broken file")';
    await expect(launchInNode({ pack })).rejects.toThrow(
      'The mini program did not start: pages/login/index.js: broken file',
    );
  });

  test('until fails with what is on the screen and what went wrong', async () => {
    const program = await launch();
    program.tap('#unknown');
    await program.until(() => program.errors.length > 0, 'error');
    await expect(program.until(() => false, 'the impossible', 1)).rejects.toThrow(
      /in vain for: the impossible[^]*pages\/login\/index[^]*is not a function[^]*startBluetooth[^]*Sign in/,
    );
  });

  test('rejections are the program’s own; the process keeps its handling for all others', async () => {
    // In a process of its own: Jest has its hands on this one's rejections.
    const script = `
      const { launchInNode } = await import(${JSON.stringify(new URL('../node.ts', import.meta.url).href)});
      const { packMiniProgram } = await import(${JSON.stringify(new URL('../pack.ts', import.meta.url).href)});
      const pack = packMiniProgram(${JSON.stringify(NATIVE_APP)});
      const [one, two] = await Promise.all([launchInNode({ pack }), launchInNode({
        pack: { ...pack, scripts: { ...pack.scripts, app: 'App({}); Promise.reject(new Error("nobody listens"))' } },
      })]);
      await two.until(() => two.errors.length > 0, 'rejection');
      console.log(JSON.stringify([one.errors.length, two.errors.map((error) => error.message)]));
      void Promise.reject(new Error('from elsewhere'));
    `;
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    await expect(run).rejects.toMatchObject({
      stdout: '[0,["nobody listens"]]\n',
      stderr: expect.stringContaining('Error: from elsewhere') as unknown,
    });
  });
});
