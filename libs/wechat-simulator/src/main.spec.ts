import { describe, expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { closeAfterTest } from './test-support.ts';

const PROGRAM = fileURLToPath(new URL('./main.ts', import.meta.url));

function start(environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [PROGRAM], {
    env: { SIMULATOR_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  closeAfterTest({
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    },
  });
  return child;
}

const ACCOUNT = { SIMULATOR_APP_ID: 'wx0', SIMULATOR_APP_SECRET: 'the-secret' };

async function listening(child: ChildProcess): Promise<string> {
  const [message] = (await once(child, 'message')) as [{ type: string; url: string }];
  expect(message.type).toBe('listening');
  return message.url;
}

describe('the program', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'serves, and stops cleanly on %s with a call hanging',
    async (signal) => {
      const child = start(ACCOUNT);
      const url = await listening(child);
      const code = await fetch(`${url}/control/login-code`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"person":"a"}',
      });
      expect(code.status).toBe(200);
      await fetch(`${url}/control/faults`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"endpoint":"token","fault":{"kind":"hang"}}',
      });
      const hanging = expect(fetch(`${url}/cgi-bin/token`)).rejects.toThrow('fetch failed');
      let calls = 0;
      while (calls === 0) {
        const answer = (await (await fetch(`${url}/control/calls`)).json()) as { calls: unknown[] };
        calls = answer.calls.length;
      }
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([0, null]);
      await hanging;
    },
  );

  test('stops when its parent is gone', async () => {
    const child = start(ACCOUNT);
    await listening(child);
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('says which setting is missing and keeps quiet about the others', async () => {
    const child = start({ SIMULATOR_APP_SECRET: 'the-secret' });
    let output = '';
    child.stderr?.on('data', (part: Buffer) => (output += part.toString()));
    expect((await once(child, 'close'))[0]).toBe(1);
    expect(output).toContain('SIMULATOR_APP_ID: is required');
    expect(output).not.toContain('the-secret');
  });
});
