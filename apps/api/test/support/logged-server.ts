import { builtProgram } from '@maqiao/test-servers';
import { startSimulator } from '@maqiao/wechat-simulator';
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterThisTest } from './api-under-test.ts';

export const LOGGED_ORIGIN = 'http://127.0.0.1:3000';

/**
 * The built server, whose log is read. It is stopped after the test.
 * @param options `terminal`: its standard output says that it is one
 */
export async function startLoggedServer(environment: Record<string, string> = {}, { terminal = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-log-'));
  afterThisTest(() => rmSync(folder, { recursive: true, force: true }));
  const simulator = await startSimulator();
  afterThisTest(() => simulator.close());
  const child = fork(builtProgram('main'), {
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      PUBLIC_URL: LOGGED_ORIGIN,
      WECHAT_APP_ID: simulator.appId,
      WECHAT_APP_SECRET: simulator.appSecret,
      WECHAT_API_BASE_URL: simulator.url,
      DATABASE_URL: `sqlite:${join(folder, 'maqiao.db')}`,
      LOG_LEVEL: 'trace',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: terminal ? ['--import', 'data:text/javascript,process.stdout.isTTY=true'] : [],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  afterThisTest(() => {
    child.kill('SIGKILL');
    return ended;
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message: { url: string }) => resolve(message.url));
    void ended.then(() => reject(new Error(`ended: ${output}`)));
  });
  return {
    url,
    simulator,
    /** All that it has said, once it has ended: by then every line is there. */
    async log() {
      child.kill('SIGTERM');
      await ended;
      return output;
    },
  };
}
