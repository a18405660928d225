import { afterEach, describe, expect, test } from '@jest/globals';
import { isAlive, until } from '@maqiao/test-servers';
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { jpegOfScans, pngOfTextBombs } from '../../../test/support/hostile-pictures.ts';
import { PictureDrawer } from './picture-drawer.ts';

// Processes are started, which takes its time on a busy machine.

const drawers: PictureDrawer[] = [];
afterEach(async () => {
  for (const one of drawers.splice(0)) await one.onApplicationShutdown();
});

/** One that gives everything to the decoder: what its limits alone do. */
function trusting(options: { drawingMs?: number; idleMs?: number } = {}): PictureDrawer {
  const drawer = new PictureDrawer({ sound: (upload) => Buffer.from(upload), ...options });
  drawers.push(drawer);
  return drawer;
}

const ordinary = () =>
  sharp({ create: { width: 300, height: 200, channels: 3, background: '#3a7' } })
    .jpeg()
    .toBuffer();
const givenUp = {
  code: 'unsupported_media_type',
  detail: expect.stringContaining('more time or memory'),
  operatorHint: expect.any(String),
};

describe('issue 12, number 2: a drawing can be killed', () => {
  test('a picture that would take minutes is stopped, and the next one is drawn', async () => {
    const drawer = trusting({ drawingMs: 3000 });
    const drawing = expect(drawer.draw(jpegOfScans(44_000))).rejects.toMatchObject(givenUp);
    await until(
      () => drawer.pids.length === 1,
      () => 'a process that draws',
    );
    const [pid = 0] = drawer.pids;
    await drawing;
    await until(
      () => !isAlive(pid),
      () => 'the end of the process',
    );
    expect((await drawer.draw(await ordinary())).subarray(0, 2).toString('hex')).toBe('ffd8');
  });

  test('other pictures are drawn at the same time, and the server answers', async () => {
    const drawer = trusting({ drawingMs: 3000 });
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    const slow = drawer.draw(jpegOfScans(44_000)).then(
      () => 'drawn',
      () => 'given up',
    );
    const quick = await Promise.all(
      [ordinary(), ordinary(), ordinary()].map(async (one) => drawer.draw(await one)),
    );
    const before = turns;
    expect(quick).toHaveLength(3);
    expect(await slow).toBe('given up');
    clearInterval(turning);
    expect(turns).toBeGreaterThan(before);
  });

  test('texts of two gigabytes end the drawing process, not the server', async () => {
    const drawer = trusting({ drawingMs: 60_000 });
    const upload = await pngOfTextBombs();
    const before = process.memoryUsage.rss();
    let most = 0;
    let own = 0;
    const watch = setInterval(() => {
      own = Math.max(own, process.memoryUsage.rss());
      for (const pid of drawer.pids) most = Math.max(most, memoryOf(pid));
    }, 2);
    await expect(drawer.draw(upload)).rejects.toMatchObject(givenUp);
    clearInterval(watch);
    // Looked at a hundred times a second; a busy machine may be late by some looks, but not by gigabytes.
    if (process.platform === 'linux') expect(most).toBeGreaterThan(50_000_000);
    expect(most).toBeLessThan(700_000_000);
    expect(own - before).toBeLessThan(200_000_000);
    expect((await drawer.draw(await ordinary())).length).toBeGreaterThan(100);
  }, 120_000);

  test('two at once, in as many processes', async () => {
    const drawer = trusting({ drawingMs: 20_000 });
    const upload = await ordinary();
    let most = 0;
    const all = Array.from({ length: 12 }, async () => {
      await drawer.draw(upload);
      most = Math.max(most, drawer.pids.length);
    });
    await Promise.all(all);
    expect(most).toBeLessThanOrEqual(2);
  });
});

describe('issue 12, number 2: a process that draws', () => {
  test('is started with the first picture, draws many, and ends when none comes', async () => {
    const drawer = trusting({ idleMs: 1000 });
    expect(drawer.pids).toEqual([]);
    const upload = await ordinary();
    await drawer.draw(upload);
    const [pid = 0] = drawer.pids;
    await drawer.draw(upload);
    expect(drawer.pids).toEqual([pid]);
    await until(
      () => !isAlive(pid),
      () => 'the end of the process',
    );
    expect(drawer.pids).toEqual([]);
    expect((await drawer.draw(await ordinary())).length).toBeGreaterThan(100);
  });

  test('gets none of the settings, and is killed first when memory is short', async () => {
    process.env.MAQIAO_SECRET = 'a-secret-of-the-server';
    const drawer = trusting();
    await drawer.draw(await ordinary());
    delete process.env.MAQIAO_SECRET;
    const [pid = 0] = drawer.pids;
    if (process.platform !== 'linux') return;
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toMatch(/a-secret|MAQIAO/);
    expect(readFileSync(`/proc/${pid}/oom_score_adj`, 'utf8').trim()).toBe('1000');
  });

  test('that ends by itself is replaced', async () => {
    const drawer = trusting();
    await drawer.draw(await ordinary());
    const [pid = 0] = drawer.pids;
    process.kill(pid, 'SIGKILL');
    await until(
      () => !isAlive(pid),
      () => 'the end of the process',
    );
    expect((await drawer.draw(await ordinary())).length).toBeGreaterThan(100);
  });

  test('continues when a signal was sent to the whole process group', async () => {
    const drawer = trusting();
    await drawer.draw(await ordinary());
    const pids = drawer.pids;
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.kill(pids[0] ?? 0, signal);
    await drawer.draw(await ordinary());
    expect(drawer.pids).toEqual(pids);
  });

  test('that cannot be started: unavailable, with a hint for the operator', async () => {
    const node = process.execPath;
    process.execPath = `${node}-that-is-not-there`;
    try {
      await expect(trusting().draw(await ordinary())).rejects.toMatchObject({
        code: 'unavailable',
        operatorHint: expect.stringContaining('Pictures cannot be drawn'),
      });
    } finally {
      process.execPath = node;
    }
  });

  test('is killed when the server stops, in the middle of a picture', async () => {
    const drawer = trusting({ drawingMs: 60_000 });
    const drawing = expect(drawer.draw(jpegOfScans(44_000))).rejects.toMatchObject({ code: 'unavailable' });
    await until(
      () => drawer.pids.length === 1,
      () => 'a process that draws',
    );
    const [pid = 0] = drawer.pids;
    await drawer.onApplicationShutdown();
    await drawing;
    await until(
      () => !isAlive(pid),
      () => 'the end of the process',
    );
  });
});

/** Bytes that a process has in memory; 0 when it is gone, or where nobody says. */
function memoryOf(pid: number): number {
  try {
    const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kibibytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
