import { describe, expect, test } from '@jest/globals';
import { ACCOUNT_MENUS, CONSOLE_MENUS, CONSOLE_NAMES } from '@maqiao/shared';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** Where somebody is sent to the console from: pages, sentences, words of the program, alerts. */
const PLACES = [
  ...['README.md', 'README.zh-CN.md', 'SECURITY.md', 'CONTRIBUTING.md', '.env.example'],
  ...['docs', 'deploy', 'integrations', 'scripts', 'apps', 'libs'],
];
const READ = /\.(md|ts|tsx|mjs|js|vue|yml|svg|example)$/;
const LEFT_OUT = /(^|\/)(node_modules|dist|\.cache|gallery|coverage)(\/|$)|\.spec\.tsx?$/;
const TABLE = 'libs/shared/src/console-menus.ts';

const OF_PROGRAM: readonly string[] = Object.values(CONSOLE_MENUS);
const WAYS = [...OF_PROGRAM, ...Object.values(ACCOUNT_MENUS)].sort((one, other) => other.length - one.length);
const STEPS = [...new Set(WAYS.flatMap((way) => way.split(' → ')))].sort((a, b) => b.length - a.length);

function filesBelow(path: string): string[] {
  const full = join(ROOT, path);
  if (!existsSync(full) || LEFT_OUT.test(path)) return [];
  if (!statSync(full).isDirectory()) return READ.test(path) ? [path] : [];
  return readdirSync(full).flatMap((name) => filesBelow(`${path}/${name}`));
}

const FILES = PLACES.flatMap(filesBelow).map((path) => ({
  path,
  text: readFileSync(join(ROOT, path), 'utf8'),
}));

/** Lines that a rule finds something in, as `file:line what`. */
function found(rule: (line: string, path: string) => string | undefined): string[] {
  return FILES.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const says = rule(line, path);
      return says === undefined ? [] : [`${path}:${index + 1} ${says}`];
    }),
  );
}

describe('issue 13, number 6: menus of WeChat’s console are named the same everywhere', () => {
  test('there is something to compare', () => {
    expect(FILES.length).toBeGreaterThan(300);
    expect(
      found((line) => (WAYS.some((way) => line.includes(way)) ? line : undefined)).length,
    ).toBeGreaterThan(20);
  });

  test('a way through the menus is a whole one of the table, from its first menu on', () => {
    const step = `(?:${STEPS.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')}|◆)`;
    // Also with other arrows: a way of the table has this one.
    const loose = new RegExp(
      `${step}\\s*(?:→|->|›|>|—)\\s*[\\p{L}]|[\\p{L}]\\s*(?:→|->|›|>|—)\\s*${step}`,
      'u',
    );
    const bad = found((line) => {
      const rest = WAYS.reduce((text, way) => text.replaceAll(way, '◆'), line);
      return loose.exec(rest)?.[0];
    });
    expect(bad).toEqual([]);
  });

  test('a name has one spelling, and the console one name', () => {
    const others =
      /IP 白名单|ip白名单|request合法域名|开发者设置|开发工具设置|代码上传密钥管理|(小程序|公众号|微信|管理)后台/;
    expect(found((line) => others.exec(line)?.[0])).toEqual([]);
  });

  test('code takes its ways from the table', () => {
    const bad = found((line, path) =>
      /\.(ts|tsx|mjs)$/.test(path) &&
      path !== TABLE &&
      /→/.test(line) &&
      STEPS.some((name) => line.includes(name))
        ? line.trim()
        : undefined,
    );
    expect(bad).toEqual([]);
  });

  test.each(['docs/own-mini-program.md', 'docs/zh/own-mini-program.md'])(
    '%s has the table, whole',
    (page) => {
      const text = readFileSync(join(ROOT, page), 'utf8');
      const rows = [...text.matchAll(/^\| ([^|]*?) *\| /gm)].map(([, way = '']) => way);
      const shown = rows.filter((way) => STEPS.some((name) => way.startsWith(name)));
      expect(shown.sort()).toEqual([...OF_PROGRAM].sort());
    },
  );

  test.each(['en', 'zh'])('the drawings (%s) have its names', (language) => {
    const read = (name: string) =>
      readFileSync(join(ROOT, `docs/pictures/console-${name}-${language}.svg`), 'utf8');
    for (const way of [CONSOLE_MENUS.requestDomain, CONSOLE_MENUS.ipList, CONSOLE_MENUS.uploadKey]) {
      for (const name of way.split(' → ')) expect(read('development')).toContain(name);
    }
    const names = [CONSOLE_MENUS.versions, CONSOLE_MENUS.members, ...Object.values(CONSOLE_NAMES)];
    for (const name of names) expect(read('trial')).toContain(name);
  });

  test.each(['development-en', 'development-zh', 'trial-en', 'trial-zh'])(
    'nothing is cut off in %s',
    (name) => {
      const svg = readFileSync(join(ROOT, `docs/pictures/console-${name}.svg`), 'utf8');
      const width = Number(/<svg [^>]*width="(\d+)"/.exec(svg)?.[1]);
      const texts = [...svg.matchAll(/<text class="(\w+)" x="(\d+)"[^>]*>([^<]+)</g)];
      expect(texts.length).toBeGreaterThan(10);
      for (const [, kind, x, text = ''] of texts) {
        const size = Number(new RegExp(`\\.${kind}\\{font-size:(\\d+)px`).exec(svg)?.[1]);
        // A Chinese character is as wide as high; of the widest usual face a Latin one takes 0.55 of that.
        const ems = [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? 1 : 0.55), 0);
        const from = kind === 'number' || kind === 'pressed' ? Number(x) - (ems * size) / 2 : Number(x);
        expect([text, from + ems * size < width - 8]).toEqual([text, true]);
      }
    },
  );
});
