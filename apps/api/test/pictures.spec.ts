import { describe, expect, jest, test } from '@jest/globals';
import { isAlive, until } from '@maqiao/test-servers';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { PictureDrawer } from '../src/people/avatars/picture-drawer.ts';
import { afterThisTest } from './support/after-this-test.ts';
import { startApi } from './support/api-under-test.ts';
import { DIST } from './support/backup-commands.ts';
import { jpegOfScans, pngOfTextBombs } from './support/hostile-pictures.ts';

const ordinary = () =>
  sharp({ create: { width: 300, height: 200, channels: 3, background: '#3a7' } })
    .png()
    .toBuffer();

describe('issue 12, number 2: uploads that try to stop the server', () => {
  test('are refused by their structure, or the harmful part is removed, and no process is killed', async () => {
    const api = await startApi();
    const phone = api.phone();
    await phone.signIn();
    const refused = await phone.upload(jpegOfScans(44_000), 'image/jpeg');
    expect([refused.status, refused.body]).toEqual([
      415,
      expect.objectContaining({
        code: 'unsupported_media_type',
        detail: expect.stringMatching(/^Send a whole/),
      }),
    ]);
    expect(api.app.get(PictureDrawer).pids).toEqual([]);
    expect((await phone.upload(await pngOfTextBombs(), 'image/png')).status).toBe(200);
  });

  test('that pass the structure check are stopped in time, while other calls are answered', async () => {
    const trusting = new PictureDrawer({ sound: (upload) => Buffer.from(upload), drawingMs: 6000 });
    afterThisTest(() => trusting.onApplicationShutdown());
    const api = await startApi();
    jest.spyOn(api.app.get(PictureDrawer), 'draw').mockImplementation((upload) => trusting.draw(upload));
    const [attacker, person] = [api.phone('a'), api.phone('b')];
    await attacker.signIn();
    await person.signIn();
    let answered = false;
    const slow = [0, 1].map(() =>
      attacker.upload(jpegOfScans(44_000), 'image/jpeg').finally(() => (answered = true)),
    );
    await until(
      () => trusting.pids.length === 2,
      () => 'two processes that draw',
    );
    expect((await fetch(`${api.url}/livez`)).status).toBe(200);
    await api.browser().register();
    expect(answered).toBe(false);
    // Both places are taken, and the third one waits for its turn.
    expect((await person.upload(await ordinary(), 'image/png')).status).toBe(200);
    for (const { status, body } of await Promise.all(slow)) {
      expect([status, body]).toEqual([
        415,
        expect.objectContaining({ detail: expect.stringContaining('more time or memory') }),
      ]);
    }
  });
});

describe('issue 12, number 2: the processes that draw', () => {
  /** A program that draws a picture of 44,000 scans without looking at its structure, as a server would. */
  const program = `
    import { PictureDrawer } from ${JSON.stringify(pathToFileURL(join(DIST, 'people/avatars/picture-drawer.js')).href)};
    import { jpegOfScans } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'support/hostile-pictures.ts')).href)};
    const drawer = new PictureDrawer({ sound: (upload) => upload, drawingMs: 60_000 });
    void drawer.draw(jpegOfScans(44_000)).catch(() => undefined);
    setInterval(() => drawer.pids.length && console.log(drawer.pids[0]), 10);`;

  test('end with a server that is killed, in the middle of a picture', async () => {
    expect(existsSync(join(DIST, 'commands/draw-pictures.js'))).toBe(true);
    const server = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: join(import.meta.dirname, '..'),
      env: { PATH: process.env.PATH ?? '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    afterThisTest(() => server.kill('SIGKILL'));
    let said = '';
    server.stdout.setEncoding('utf8').on('data', (part: string) => (said += part));
    const pid = Number(await until(() => /^\d+$/m.exec(said)?.[0], 'a process that draws'));
    expect(isAlive(pid)).toBe(true);
    server.kill('SIGKILL');
    await until(
      () => !isAlive(pid),
      () => 'the end of the process that draws',
    );
  });
});
