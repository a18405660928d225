import { afterEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

const script = (name: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts', name), ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '' },
    encoding: 'utf8',
  });
  return { status, said: (stdout + stderr).trim() };
};

test('links, anchors, commands, settings and translations of all pages are as they should be', () => {
  expect(script('docs-check.mjs')).toEqual({
    status: 0,
    said: 'Links, commands, settings and translations: as they should be.',
  });
});

test('the pages that are made from code are those of the code', () => {
  expect(script('docs-generate.mjs', '--check')).toEqual({ status: 0, said: '' });
});

describe('what the check finds', () => {
  let folder = '';
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Checks a small repository with one page, in both languages unless `twin` is something else. */
  function check(page: string, twin: string | undefined = page) {
    folder = mkdtempSync(join(tmpdir(), 'maqiao-docs-'));
    const files = {
      'package.json': '{ "scripts": { "start": "node start.mjs" } }',
      'apps/api/src/main.ts': '',
      'docs/demo.md': page,
      ...(twin !== '' && { 'docs/zh/demo.md': twin }),
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { status, said } = script('docs-check.mjs', '--root', folder);
    return status === 0 ? [] : said.split('\n').filter((line) => line.startsWith('docs/demo.md') || !page);
  }

  test.each([
    ['a link to nothing', '[there](nowhere.md)', 'docs/demo.md:3 links to nowhere.md: not there'],
    ['a picture of nothing', '![it](pictures/no.png)', 'docs/demo.md:3 links to pictures/no.png: not there'],
    ['an anchor without a heading', '[down](#below)', 'docs/demo.md:3 links to #below: no such heading'],
    ['a link out of the repository', '[up](../../x.md)', 'docs/demo.md:3 links to ../../x.md: not there'],
    ['a command', '`npm run fly`', 'docs/demo.md:3 shows npm run fly: package.json has no such script'],
    [
      'a short command',
      '```sh\nnpm fly\n```',
      'docs/demo.md:3 shows npm fly: package.json has no such script',
    ],
    ['a program', '```sh\nnode tools/x.mjs\n```', 'docs/demo.md:3 shows node tools/x.mjs: not there'],
    ['a setting', '`WECHAT_APP_IDS`', 'docs/demo.md:3 names WECHAT_APP_IDS: no such setting'],
    ['bold that does not end', '**粗。**体', 'docs/demo.md:3 shows its asterisks: **粗。**'],
    ['a setting in a file', '```\nREDIS_URI=x\n```', 'docs/demo.md:3 names REDIS_URI: no such setting'],
  ])('%s', (_what, fault, finding) => {
    expect(check(`# Title\n\n${fault}\n`)).toEqual([finding]);
  });

  test.each([
    ['a link to a page, with an anchor', '[here](demo.md#the-redis_url--d)\n\n## The `REDIS_URL` & D'],
    ['what stands in code is no link', '`[x](nowhere.md)`\n\n```md\n[x](nowhere.md)\n# no heading\n```'],
    ['another site', '[x](https://example.com/nowhere.md)'],
    [
      'scripts and builds',
      '`npm start`, `npm run start`\n\n```sh\nPORT=1 node --env-file=.env apps/api/dist/main.js\n```',
    ],
    ['settings', '`WECHAT_APP_ID`\n\n```\nWECHAT_APP_ID=x # NOT_A_SETTING\n```'],
  ])('nothing wrong: %s', (_what, text) => {
    expect(check(`# Title\n\n${text}\n`)).toEqual([]);
  });

  test('a page without its Chinese, and one with other sections', () => {
    expect(check('# Title\n', '')).toEqual(['docs/demo.md has no Chinese twin docs/zh/demo.md']);
    rmSync(folder, { recursive: true });
    check('# Title\n\n## One\n', '# 标题\n');
    expect(script('docs-check.mjs', '--root', folder).said).toBe(
      'docs/zh/demo.md has other sections than docs/demo.md: 1 instead of 12',
    );
  });
});
