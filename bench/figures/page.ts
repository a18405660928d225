import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { freePort } from '@maqiao/test-servers';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { FLAGS } from '../../e2e/support/chromium-flags.ts';
import { Laboratory, product } from '../harness/laboratory.ts';
import type { Benchmark, Effort, Measured, Result } from '../harness/result.ts';
import { interleave } from '../harness/rounds.ts';
import { median, sum } from '../harness/statistics.ts';
import { anySceneName } from '../load/login-attempts.ts';

const ASSETS = join(import.meta.dirname, '../../apps/web/dist/assets');

/** How long WeChat takes for a picture: none, to see the page's own time, and a realistic time. */
const PICTURE_AFTER_MS = [0, 500] as const;

/** Visits before anything is measured: caches of the browser, compilers of both. */
const WARM_UP = 3;

/** Set in every page before its own scripts: when its code can be seen, and its longest task. */
const WATCH = `
  window.benchLongest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.benchLongest = Math.max(window.benchLongest, duration);
  }).observe({ type: 'longtask', buffered: true });
  window.benchVisible = new Promise((resolve) => {
    const frame = (work) => requestAnimationFrame(work);
    const look = () => {
      const code = document.querySelector('img.code');
      if (!code) return frame(look);
      code.decode().then(() => frame(() => frame(() => resolve(performance.now()))));
    };
    look();
  });
`;

/** Times in milliseconds. */
interface Visit {
  milliseconds: number;
  longest?: number;
}

/** The hosted page in a real browser: how long until there is a code to scan. */
export const page: Benchmark = { name: 'page', run };

async function run(effort: Effort): Promise<Result> {
  const measured: Measured = {};
  for (const after of PICTURE_AFTER_MS) {
    const [answer, visible, again] = namesFor(after);
    const visits = await Laboratory.use(
      async (laboratory) => {
        const port = await freePort();
        const url = `http://127.0.0.1:${port}`;
        await laboratory.start(product(), { PUBLIC_URL: url, PORT: String(port) });
        const browser = await chromium.launch({
          executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
          args: FLAGS,
        });
        try {
          return await measure(browser, url, effort, { answer, visible, again });
        } finally {
          await browser.close();
        }
      },
      { PICTURE_AFTER_MS: String(after) },
    );
    Object.assign(measured, visits);
  }
  const kibibytes = scriptKibibytes();
  for (const after of PICTURE_AFTER_MS) {
    (measured[namesFor(after)[1]] as Record<string, number[]>).kibibytes = [kibibytes];
  }
  const [slowAnswer, slowVisible] = namesFor(500);
  const [, quickVisible] = namesFor(0);
  return {
    name: 'page',
    title: 'The hosted page: from navigation to a code that can be seen',
    method:
      'Chromium opens the page in a new tab, its cache warm; a code can be seen when its picture is decoded and two frames have passed. The base is one `POST /api/scenes` by `fetch` in the same browser, from another page of the same origin, to the last byte of its answer. Once with a WeChat that answers at once, once with one that takes half a second for a picture.',
    base: slowAnswer,
    metrics: [
      { key: 'milliseconds', title: 'time', unit: 'ms' },
      { key: 'longest', title: 'longest task over 50 ms', unit: 'ms', absolute: true, digits: 0 },
      { key: 'kibibytes', title: 'script, gzip', unit: 'KiB', absolute: true, digits: 1 },
    ],
    goals: [
      { variant: slowVisible, metric: 'milliseconds', atMost: 1.3 },
      { variant: slowVisible, metric: 'longest', atMost: 50 },
      { variant: quickVisible, metric: 'longest', atMost: 50 },
      { variant: slowVisible, metric: 'kibibytes', atMost: 110 },
    ],
    measured,
  };
}

function namesFor(after: number): readonly [answer: string, visible: string, again: string] {
  const wechat = after === 0 ? 'WeChat at once' : `WeChat in ${after / 1000} s`;
  return [`bare answer, ${wechat}`, `code visible, ${wechat}`, `bare answer again, ${wechat}`];
}

async function measure(
  browser: Browser,
  url: string,
  effort: Effort,
  names: { answer: string; visible: string; again: string },
): Promise<Measured> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 800 } });
  const bare = await context.newPage();
  await bare.goto(`${url}/livez`);
  const answer = () => bare.evaluate(ASK, anySceneName());
  for (let time = 0; time < WARM_UP; time += 1) {
    await answer();
    await visit(context, url);
  }
  return interleave<Visit>({
    variants: [names.answer, names.visible, names.again],
    rounds: effort.rounds,
    blocks: 3,
    block: async (variant) =>
      variant === names.visible ? visit(context, url) : { milliseconds: await answer() },
    summarise: (visits, variant) => ({
      milliseconds: median(visits.map(({ milliseconds }) => milliseconds)),
      ...(variant === names.visible && { longest: Math.max(...visits.map(({ longest = 0 }) => longest)) }),
    }),
  });
}

/** Runs in a page. */
const ASK = async (scene: string): Promise<number> => {
  const began = performance.now();
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch('/api/scenes', { method: 'POST', headers, body: JSON.stringify({ scene }) });
  await response.text();
  if (response.status !== 201) throw new Error(`answered with ${response.status}`);
  return performance.now() - began;
};

async function visit(context: BrowserContext, url: string): Promise<Visit> {
  const tab = await context.newPage();
  await tab.addInitScript(WATCH);
  await tab.goto(url, { waitUntil: 'commit' });
  const milliseconds = await tab.evaluate<number>('window.benchVisible');
  const longest = await tab.evaluate<number>('window.benchLongest');
  await tab.close();
  return { milliseconds, longest };
}

function scriptKibibytes(): number {
  const scripts = readdirSync(ASSETS).filter((name) => name.endsWith('.js') && !name.startsWith('admin'));
  const bytes = scripts.map((name) => gzipSync(readFileSync(join(ASSETS, name)), { level: 9 }).length);
  return sum(bytes) / 1024;
}
