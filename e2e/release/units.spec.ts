import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterTest } from '../support/after-test.ts';

const run = promisify(execFile);
const DEPLOY = join(import.meta.dirname, '../../deploy');
const UNITS = ['maqiao.service', 'maqiao-backup.service', 'maqiao-backup.timer'];
const PROGRAM = '/usr/bin/systemd-analyze';

if (existsSync(PROGRAM)) {
  test('systemd takes the units, and says that the services are closed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'maqiao-units-'));
    afterTest(() => rmSync(folder, { recursive: true, force: true }));
    for (const name of UNITS) {
      const text = readFileSync(join(DEPLOY, name), 'utf8');
      // The release is not installed on this machine, and systemd looks whether it is.
      writeFileSync(join(folder, name), text.replace('=/opt/maqiao/current/maqiao ', '=/bin/true '));
    }
    const files = UNITS.map((name) => join(folder, name));
    const said = await run(PROGRAM, ['verify', '--man=no', ...files]);
    expect(said.stdout + said.stderr).not.toContain(folder);
    // systemd 250 and newer judge files, and have no other form for it.
    const judges = (await run(PROGRAM, ['--help'])).stdout.includes('--offline');
    for (const name of UNITS.filter((unit) => judges && unit.endsWith('.service'))) {
      // 20 of a hundred points; it speaks of exposure from 50 on.
      await run(PROGRAM, ['security', '--offline=true', '--no-pager', '--threshold=20', join(DEPLOY, name)]);
    }
  });
} else {
  test('NOT RUN HERE: systemd-analyze on the units (it is not on this machine)', () => {
    expect(existsSync(PROGRAM)).toBe(false);
  });
}
