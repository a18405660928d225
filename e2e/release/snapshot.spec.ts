import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Simulator } from '@maqiao/wechat-simulator';
import { once } from 'node:events';
import { readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { until } from '../support/until.ts';
import { startServer, type Running } from './support/running.ts';
import { settle, unpackRelease, type Unpacked } from './support/unpacked.ts';
import { uploadPicture } from './support/upload.ts';

jest.setTimeout(60_000);

const SNAPSHOT = 'apps/api/dist/main.snapshot';

let unpacked: Unpacked;
let simulator: Simulator;
let url: string;
beforeAll(async () => {
  unpacked = unpackRelease();
  ({ simulator, url } = await settle(unpacked));
});
afterAll(async () => {
  await simulator.close();
  unpacked.remove();
});

interface Server extends Running {
  /** The words that the process was called with, as the kernel has them. */
  readonly called: string[];
}

async function start(env: Record<string, string> = {}, options = ['--snapshot']): Promise<Server> {
  const running = await startServer(unpacked, url, { env, options });
  const called = readFileSync(`/proc/${running.child.pid}/cmdline`, 'utf8').split('\0');
  return { ...running, called };
}

async function stop({ child }: Server): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
}

describe('a server that starts from its snapshot', () => {
  let server: Server;
  let calledAt: number;
  beforeAll(async () => {
    calledAt = Date.now();
    server = await start();
  });
  afterAll(() => stop(server));

  test('is called so', () => {
    expect(server.called).toContain(`--snapshot-blob=${join(unpacked.folder, SNAPSHOT)}`);
  });

  test('draws pictures in a process of its own (issue 12, number 2)', async () => {
    expect(await uploadPicture(url, simulator)).toEqual({ format: 'jpeg', width: 256, height: 256 });
  });

  test('has its own number, its own machine and its own clock, not those of the process that made it', async () => {
    const lines = server
      .said()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { pid: number; hostname: string });
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatchObject({ pid: server.child.pid, hostname: hostname() });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const [, began = ''] = /^process_start_time_seconds (\d+)$/m.exec(metrics) ?? [];
    // Both are rounded to seconds.
    expect(Number(began)).toBeGreaterThanOrEqual(calledAt / 1000 - 1);
  });
});

test('unless it is asked for, no server starts from it', async () => {
  const server = await start({}, []);
  expect(server.called.filter((word) => word.startsWith('--snapshot-blob'))).toEqual([]);
  expect(server.called).toContain(join(unpacked.folder, 'apps/api/dist/main.js'));
  await stop(server);
});

test('where DEBUG is set the server loads its modules as ever, and asks it', async () => {
  const server = await start({ DEBUG: 'engine' });
  expect(server.called.filter((word) => word.startsWith('--snapshot-blob'))).toEqual([]);
  await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
  await until(
    () => server.said().includes('engine'),
    () => `a word of Engine.IO: ${server.said()}`,
  );
  await stop(server);
});

test('what NODE_OPTIONS imports is imported, without the snapshot', async () => {
  const server = await start({ NODE_OPTIONS: '--import=data:text/javascript,console.log(`imported`)' });
  expect(server.called.filter((word) => word.startsWith('--snapshot-blob'))).toEqual([]);
  expect(server.said()).toMatch(/^imported$/m);
  await stop(server);
});

test('an archive without one, made on another platform, starts too, and V8’s code is kept for the next time', async () => {
  renameSync(join(unpacked.folder, SNAPSHOT), join(unpacked.folder, 'away'));
  try {
    const server = await start();
    expect(server.called).toContain(join(unpacked.folder, 'apps/api/dist/main.js'));
    const kept = () =>
      readdirSync(join(unpacked.folder, '.cache'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
    // The server's is by far the largest: megabytes.
    await until(
      () => Math.max(...kept()) > 2 ** 20,
      () => 'the code to be written',
    );
    await stop(server);
  } finally {
    renameSync(join(unpacked.folder, 'away'), join(unpacked.folder, SNAPSHOT));
  }
});
