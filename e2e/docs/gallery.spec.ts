import { beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GALLERY } from '../../scripts/lib/docs/gallery.mjs';
import { stagePages } from '../../scripts/lib/docs/stage.mjs';
import { writeGalleryIndex } from '../page/support/gallery-index.ts';
import { GALLERY_SECTIONS, LANGUAGES, pictureName, THEMES } from '../page/support/gallery-plan.ts';
import { phoneGalleryPage } from '../phone/support/phone-gallery-page.ts';
import { SCREENS } from '../phone/support/screens.ts';
import { afterTest } from '../support/after-test.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'maqiao-gallery-'));
  afterTest(() => rmSync(root, { recursive: true, force: true }));
  write('docs/gallery.md', '# Gallery\n');
  write('docs/zh/gallery.md', '# 界面图集\n');
});

function write(path: string, text = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Lays the site out, and returns a reader of its files. */
function site(): (path: string) => string {
  const folder = join(root, 'site');
  stagePages(root, folder);
  return (path) => readFileSync(join(folder, path), 'utf8');
}

test('a site without the pictures says so on the page that leads to them, and how to take them', () => {
  const read = site();
  expect(read('gallery.md')).toContain(
    '- Every state of the login page: not built into this site. Run `npm run gallery`',
  );
  expect(read('gallery.md')).toContain('- Every screen of the mini program: not built');
  expect(read('zh/gallery.md')).toContain('请先运行 `npm run gallery`');
  expect(() => read('gallery/page/index.md')).toThrow('ENOENT');
});

test('a site with the pictures shows every one of them, in both languages', () => {
  const files = GALLERY_SECTIONS.flatMap(({ name, devices }) =>
    devices.flatMap((device) =>
      THEMES.flatMap((theme) => LANGUAGES.map((language) => pictureName(name, device, theme, language))),
    ),
  );
  for (const file of files) write(`${GALLERY}/page/${file}`);
  writeGalleryIndex(join(root, GALLERY, 'page'));
  const screens = SCREENS.map(({ name }) => `${name}-zh-light.jpg`);
  for (const file of screens) write(`${GALLERY}/phone/${file}`);
  write(`${GALLERY}/phone/README.md`, phoneGalleryPage(join(root, GALLERY, 'phone')));

  const read = site();
  expect(read('gallery.md')).toContain(
    `- [Every state of the login page](./gallery/page/index.md): ${files.length} pictures`,
  );
  expect(read('zh/gallery.md')).toContain(
    `- [小程序的每个界面](./gallery/phone/index.md)：${screens.length} 张图片`,
  );
  for (const file of files) {
    expect(read('gallery/page/index.md')).toContain(`src="./${file}"`);
    expect(read('zh/gallery/page/index.md')).toContain(`src="../../../gallery/page/${file}"`);
    expect(read(`gallery/page/${file}`)).toBe('');
  }
  for (const file of screens) expect(read('gallery/phone/index.md')).toContain(`src="./${file}"`);
});

test('the pictures of one state make a page of that state alone', () => {
  const [{ name, devices } = { name: '', devices: [] }] = GALLERY_SECTIONS;
  for (const theme of THEMES)
    for (const language of LANGUAGES)
      write(`${GALLERY}/page/${pictureName(name, devices[0] ?? 'desktop', theme, language)}`);
  writeGalleryIndex(join(root, GALLERY, 'page'));
  const headings = site()('gallery/page/index.md').match(/^## .*/gm);
  expect(headings).toEqual([`## ${name}`]);
});
