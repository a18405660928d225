import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SITE_ORIGIN, startMaqiao, type Maqiao } from '../recipes/support/maqiao.ts';
import { notRun } from '../support/not-run.ts';

const TIMEOUT_MS = 120_000;
const FOLDER = join(import.meta.dirname, '../../deploy/observability');
const run = promisify(execFile);

interface Panel {
  id: number;
  title: string;
  type: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { refId: string; expr: string }[];
}
const dashboard = JSON.parse(readFileSync(join(FOLDER, 'grafana-dashboard.json'), 'utf8')) as {
  uid: string;
  panels: Panel[];
};
const queries = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ refId, expr }) => ({ name: `${title}, ${refId}`, expr })),
);

/** What Grafana puts in the place of its variables. */
const filledIn = (expr: string): string =>
  expr.replaceAll('$__rate_interval', '1m').replaceAll('$__range', '24h').replaceAll('$job', 'maqiao');

/** The expressions of the alerts: a block's lines, or the rest of the line. */
const alerts = readFileSync(join(FOLDER, 'alerts.yml'), 'utf8');
const alertExpressions = [...alerts.matchAll(/^ {8}expr: (?:\|\n((?: {10}.*\n)+)|(.*)$)/gm)].map(
  ([, block, line]) => block ?? line ?? '',
);

let maqiao: Maqiao;
/** Names that `/metrics` has, with the labels of their samples. */
let metrics: Map<string, Set<string>>;
beforeAll(async () => {
  maqiao = await startMaqiao();
  await maqiao.tokenFor(SITE_ORIGIN);
  await maqiao.openAndLeave();
  metrics = read(await (await fetch(`${maqiao.url}/metrics`)).text());
}, TIMEOUT_MS);
afterAll(() => maqiao.stop(), TIMEOUT_MS);

function read(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    const [, declared] = /^# TYPE (\w+)/.exec(line) ?? [];
    const [, sampled, labels = ''] = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
    const name = declared ?? sampled;
    if (name === undefined) continue;
    const known = found.get(name) ?? new Set();
    for (const [, label] of labels.matchAll(/(\w+)="/g)) known.add(label ?? '');
    found.set(name, known);
  }
  return found;
}

/** Each metric of an expression, with the labels that are asked of it. */
function selectorsOf(expr: string): { name: string; labels: string[] }[] {
  return [...expr.matchAll(/\b((?:maqiao|nodejs|process)_\w+)(?:\{([^}]*)\})?/g)].map(
    ([, name = '', inside = '']) => ({
      name,
      // These two come from Prometheus.
      labels: [...inside.matchAll(/(\w+)\s*[=!]/g)]
        .map(([, label = '']) => label)
        .filter((l) => l !== 'job' && l !== 'instance'),
    }),
  );
}

describe('what dashboard and alerts ask for exists', () => {
  test.each([
    ['the dashboard', queries.map(({ expr }) => expr), 27],
    ['the alerts', alertExpressions, 15],
  ])('%s', (_name, expressions, atLeast) => {
    expect(expressions.length).toBeGreaterThanOrEqual(atLeast);
    const missing: string[] = [];
    for (const expr of expressions) {
      const selectors = selectorsOf(expr);
      if (selectors.length === 0) expect(expr).toMatch(/^up\{/);
      for (const { name, labels } of selectors) {
        const known = metrics.get(name);
        if (known === undefined) missing.push(name);
        // A metric without a sample yet has no labels to compare.
        else if (known.size > 0)
          missing.push(...labels.filter((l) => !known.has(l)).map((l) => `${name}{${l}}`));
      }
    }
    expect(missing).toEqual([]);
  });

  test('every metric of ours is on the dashboard', () => {
    const shown = queries.map(({ expr }) => expr).join('\n');
    const ours = [...metrics.keys()].filter(
      (name) => /^maqiao_/.test(name) && !/_(bucket|sum|count)$/.test(name),
    );
    expect(ours.length).toBeGreaterThan(12);
    // Its age is for the alert.
    expect(ours.filter((name) => !shown.includes(name))).toEqual(['maqiao_webhook_oldest_seconds']);
  });

  test('no metric holds a person, a scene or a token', async () => {
    const text = await (await fetch(`${maqiao.url}/metrics`)).text();
    const ours = text.split('\n').filter((line) => line.startsWith('maqiao_'));
    const values = [...ours.join('\n').matchAll(/="([^"]*)"/g)].map(([, value = '']) => value);
    expect(values.filter((value) => /^[\w-]{22,}$/.test(value))).toEqual([]);
  });
});

test('every alert says what it means and what to do, in both languages', () => {
  const text = readFileSync(join(FOLDER, 'alerts.yml'), 'utf8');
  const alerts = text.split(/^ *- alert: /m).slice(1);
  for (const alert of alerts) {
    const [name = ''] = alert.split('\n');
    for (const [key, script] of [
      ['summary', /[A-Za-z]{3}/],
      ['summary_zh', /\p{Script=Han}/u],
      ['cure', /[A-Za-z]{3}/],
      ['cure_zh', /\p{Script=Han}/u],
    ] as const) {
      const said = new RegExp(`^ +${key}: (.+)$`, 'm').exec(alert)?.[1] ?? '';
      expect([name, key, said]).toEqual([name, key, expect.stringMatching(script)]);
    }
  }
});

test('panels have ids and places of their own', () => {
  const { panels } = dashboard;
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = new Map<string, string>();
  for (const { title, gridPos } of panels) {
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
        expect([title, cells.get(`${x},${y}`)]).toEqual([title, undefined]);
        cells.set(`${x},${y}`, title);
      }
    }
  }
});

const promtool = process.env.PROMTOOL_PATH;
if (promtool) {
  test('Prometheus takes the alerts, and they say what they should', async () => {
    const checked = await run(promtool, ['check', 'rules', join(FOLDER, 'alerts.yml')]);
    expect(checked.stdout).toMatch(/SUCCESS: 15 rules found/);
    const tested = await run(promtool, ['test', 'rules', join(FOLDER, 'alerts.test.yml')]);
    expect(tested.stdout).toMatch(/SUCCESS/);
  }, 60_000);

  test('Prometheus takes the example of its own settings', async () => {
    const { stdout } = await run(promtool, [
      'check',
      'config',
      '--syntax-only',
      join(FOLDER, 'prometheus.yml'),
    ]);
    expect(stdout).toMatch(/SUCCESS/);
  }, 60_000);

  test('Prometheus understands every query of the dashboard', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'maqiao-observability-'));
    try {
      const rules = queries.map(({ expr }, index) => ({
        record: `panel:query:${index}`,
        expr: filledIn(expr),
      }));
      const file = join(folder, 'dashboard.yml');
      writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
      const { stdout } = await run(promtool, ['check', 'rules', file]);
      expect(stdout).toContain(`SUCCESS: ${queries.length} rules found`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
} else {
  notRun('promtool on alerts and dashboard', 'PROMTOOL_PATH is not set: npm test sets it where it can');
}
