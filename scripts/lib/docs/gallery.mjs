// The pictures of every state, which `npm run gallery` writes to a folder that git ignores, and the links of the site
// to them.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the pictures, relative to the root: one folder and one page for each part. */
export const GALLERY = '.cache/gallery';

/** The pages of docs/ that link to them, with their language. */
const LINKING_PAGES = { 'docs/gallery.md': 'en', 'docs/zh/gallery.md': 'zh' };

const PARTS = {
  page: { en: 'Every state of the login page', zh: '登录页的每个状态' },
  phone: { en: 'Every screen of the mini program', zh: '小程序的每个界面' },
};

/** The parts whose pictures have been taken. @returns {('page' | 'phone')[]} */
export function builtParts(/** @type {string} */ root) {
  const names = /** @type {('page' | 'phone')[]} */ (Object.keys(PARTS));
  return names.filter((part) => existsSync(join(root, GALLERY, part, 'README.md')));
}

/** Whether all pictures have been taken. */
export const isGalleryBuilt = (/** @type {string} */ root) =>
  builtParts(root).length === Object.keys(PARTS).length;

/**
 * The text that the site adds to the page that links to the pictures: a link to each existing part, and how to make the
 * others. Empty for every other page.
 * @param {string} root
 * @param {string} path of a page, relative to the root
 */
export function galleryLinks(root, path) {
  const language = LINKING_PAGES[path];
  if (language === undefined) return '';
  const built = builtParts(root);
  const items = Object.entries(PARTS).map(([part, title]) =>
    built.includes(/** @type {any} */ (part))
      ? `- [${title[language]}](./gallery/${part}/index.md)${count(root, part, language)}`
      : `- ${title[language]}${NOT_BUILT[language]}`,
  );
  return `\n${items.join('\n')}\n`;
}

const NOT_BUILT = {
  en: ': not built into this site. Run `npm run gallery`, then build the site again.',
  zh: '：这个网站里还没有。请先运行 `npm run gallery`，再重新生成网站。',
};

function count(root, part, language) {
  const pictures = readdirSync(join(root, GALLERY, part)).filter((file) => /\.(png|jpg)$/.test(file)).length;
  return language === 'zh' ? `：${pictures} 张图片` : `: ${pictures} pictures`;
}
