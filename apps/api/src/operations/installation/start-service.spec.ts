import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Machine } from './machine.ts';
import { startService } from './start-service.ts';

// systemd itself runs on few machines that run tests: a program of its name writes down what it is asked.
let folder: string;
let server: Server;
let port: number;
const PATH = process.env.PATH;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maqiao-systemctl-'));
  const said = `echo "$@" >> ${folder}/calls\n[ "$1" != is-active ] || [ -e ${folder}/active ] || exit 3\n[ ! -e ${folder}/broken ] || { echo "Unit is masked." >&2; exit 1; }\n`;
  writeFileSync(join(folder, 'systemctl'), `#!/bin/sh\n${said}`, { mode: 0o755 });
  process.env.PATH = `${folder}:${PATH}`;
  let before = 2;
  server = createServer((_request, response) => {
    // Not ready at once, as a server that is starting.
    response.writeHead(before-- > 0 ? 503 : 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterEach(() => {
  process.env.PATH = PATH;
  server.close();
  rmSync(folder, { recursive: true });
});

const calls = () =>
  existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : [];

describe('issue 13, number 6: the start of the service that was installed', () => {
  test('what was changed is restarted, and waited for until it is ready', async () => {
    writeFileSync(join(folder, 'active'), '');
    const step = await startService(new Machine(undefined), { port, changed: true });
    expect(step).toMatchObject({ mark: 'done' });
    expect(calls()).toEqual([
      'daemon-reload',
      'is-active --quiet maqiao.service',
      'restart maqiao.service',
      'start maqiao-backup.timer',
    ]);
  });

  test('what runs already and is the same goes on', async () => {
    writeFileSync(join(folder, 'active'), '');
    const step = await startService(new Machine(undefined), { port, changed: false });
    expect(step).toMatchObject({ mark: 'same' });
    expect(calls()).toContain('start maqiao.service');
  });

  test('what systemd refuses is said in its words', async () => {
    writeFileSync(join(folder, 'broken'), '');
    await expect(startService(new Machine(undefined), { port, changed: true })).rejects.toThrow(
      /systemctl.*Unit is masked\./,
    );
  });
});
