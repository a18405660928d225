// Writes the pages of the site: docs/, and the files of the repository that it links to.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, posix } from 'node:path';
import { builtParts, GALLERY, galleryLinks } from './gallery.mjs';
import { linksOf } from './markdown.mjs';

/**
 * Pages outside of docs/ that belong to the site, and their names there. A README.zh-CN.md in the same folder is the
 * Chinese version.
 */
export const PAGES_OUTSIDE = new Map([
  ['SECURITY.md', 'security.md'],
  ['ARCHITECTURE.md', 'architecture.md'],
  ['CONTRIBUTING.md', 'contributing.md'],
  ['CHANGELOG.md', 'changelog.md'],
  ['libs/browser/README.md', 'browser-reference.md'],
  ['integrations/native-page/README.md', 'native-page.md'],
  ['integrations/uni-app/README.md', 'uni-app.md'],
]);

/** The logo of the login page, shown next to the name of the site. */
const MARK = 'apps/web/src/assets/mark.svg';

const PICTURES = new Set(['.png', '.jpg', '.jpeg', '.svg', '.gif', '.webp']);
const ONLY_IN_ENGLISH = '> 这一页目前只有英文。\n\n';

/**
 * Writes all pages into a folder. Unchanged files are not written again, and files that are no longer needed are
 * removed. A file of the repository that a page links to becomes a page that shows it, under `files/`.
 * @param {string} root of the repository
 * @param {string} folder to write into
 * @throws Error when a page links to nothing
 */
export function stagePages(root, folder) {
  const stage = new Stage(root);
  for (const path of filesUnder(root, 'docs')) {
    if (path.endsWith('.md')) stage.add(path, 'en');
    if (PICTURES.has(extname(path))) stage.add(path, 'en');
  }
  for (const part of builtParts(root)) {
    // These pages have pictures, with text in both languages.
    for (const language of ['en', 'zh']) stage.add(`${GALLERY}/${part}/README.md`, language);
  }
  for (const path of PAGES_OUTSIDE.keys()) {
    if (!existsSync(join(root, path))) continue;
    const chinese = inChineseBeside(path);
    stage.add(path, 'en');
    stage.add(existsSync(join(root, chinese)) ? chinese : path, 'zh');
  }
  stage.finish();
  const mark = join(root, MARK);
  if (existsSync(mark)) stage.files.set('public/mark.svg', readFileSync(mark));
  writeAll(stage.files, folder);
}

/** Pages for the top folder of a release: their links are relative to that, so they are shown as code. */
const FILES_OF_THE_ARCHIVE = 'deploy/archive/';

class Stage {
  /** @type {Map<string, string | Buffer>} by their path in the site */
  files = new Map();
  #root;
  /** @type {{ path: string, language: 'en' | 'zh', place: string }[]} */
  #waiting = [];
  #seen = new Set();

  constructor(root) {
    this.#root = root;
  }

  /** Adds a file of the repository, linked from a page in language `around`. @returns {string} its path in the site */
  add(path, around) {
    const language = inChinese(path) ? 'zh' : around;
    const place = this.#placeOf(path, language);
    if (!this.#seen.has(place)) {
      this.#seen.add(place);
      this.#waiting.push({ path, language, place });
    }
    return place;
  }

  /** Reads what was added, and what that links to. */
  finish() {
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) {
      const { path, language, place } = next;
      if (place.endsWith('.md')) this.files.set(place, this.#page(path, language, place));
      else this.files.set(place, readFileSync(join(this.#root, path)));
    }
  }

  #page(path, language, place) {
    const full = join(this.#root, path);
    if (statSync(full).isDirectory()) return this.#listing(path, language, place);
    const text = readFileSync(full, 'utf8');
    if (!path.endsWith('.md') || path.startsWith(FILES_OF_THE_ARCHIVE)) return codePage(path, text);
    const page = this.#withLinks(path, text, language, place);
    const foreign = language === 'zh' && !inChinese(path) && !path.startsWith(GALLERY);
    return (foreign ? ONLY_IN_ENGLISH + page : page) + galleryLinks(this.#root, path);
  }

  #listing(path, language, place) {
    const items = filesUnder(this.#root, path).map((file) => {
      const link = posix.relative(posix.dirname(place), this.add(file, language));
      return `- [${posix.relative(path, file)}](${link})`;
    });
    return `${frontMatter(path)}# ${path}\n\n${items.join('\n')}\n`;
  }

  #withLinks(path, text, language, place) {
    let result = '';
    let from = 0;
    for (const { target, start, end, line } of linksOf(text)) {
      if (target === '' || target.startsWith('#') || /^[a-z][a-z+.-]*:/i.test(target)) continue;
      const [file, anchor] = target.split('#');
      const linked = posix.normalize(posix.join(posix.dirname(path), decodeURI(file))).replace(/\/$/, '');
      if (linked.startsWith('..') || !existsSync(join(this.#root, linked))) {
        throw new Error(`${path}:${line} links to ${target}, which is not there.`);
      }
      const there = posix.relative(posix.dirname(place), this.add(linked, language));
      result += `${text.slice(from, start)}${there.startsWith('.') ? '' : './'}${there}${anchor ? `#${anchor}` : ''}`;
      from = end;
    }
    return result + text.slice(from);
  }

  #placeOf(path, language) {
    const prefix = language === 'zh' ? 'zh/' : '';
    const own = PAGES_OUTSIDE.get(path.replace(/\.zh-CN\.md$/, '.md'));
    if (own) {
      // The Chinese versions of other pages are in docs/zh under their name in the site, and were added before.
      const hasTwin = path.endsWith('README.md') && existsSync(join(this.#root, inChineseBeside(path)));
      return (inChinese(path) || (language === 'zh' && !hasTwin) ? 'zh/' : '') + own;
    }
    if (path.startsWith(`${GALLERY}/`)) {
      const inside = path.slice(GALLERY.length + 1).replace(/README\.md$/, 'index.md');
      return `${inside.endsWith('.md') ? prefix : ''}gallery/${inside}`;
    }
    if (path === 'docs' || path.startsWith('docs/')) {
      const inside = statSync(join(this.#root, path)).isDirectory() ? `${path}/README.md` : path;
      // A page in both languages has no translation, and is added to both.
      const both = language === 'zh' && !inChinese(path) && inside.endsWith('.md');
      return (both ? 'zh/' : '') + inside.slice('docs/'.length).replace(/(^|\/)README\.md$/, '$1index.md');
    }
    if (PICTURES.has(extname(path))) return `files/${path}`;
    const visible = path.replace(/(^|\/)\.+/g, '$1'); // the generator does not look at hidden files
    return `${prefix}files/${visible.replace(/\.md$/, '')}.md`;
  }
}

const inChinese = (path) => path.startsWith('docs/zh/') || path.endsWith('.zh-CN.md');
const inChineseBeside = (path) => path.replace(/README\.md$/, 'README.zh-CN.md');

const frontMatter = (path) => `---\ntitle: ${JSON.stringify(path)}\nsearch: false\naside: false\n---\n\n`;

function codePage(path, text) {
  const languages = {
    ...{ mjs: 'js', cjs: 'js', conf: 'nginx', yml: 'yaml', prom: 'yaml' },
    ...{ service: 'ini', timer: 'ini', example: 'ini', dockerignore: 'txt' },
  };
  const ending = extname(path).slice(1);
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${frontMatter(path)}# ${path}\n\n${fence}${languages[ending] ?? ending}\n${text.trimEnd()}\n${fence}\n`;
}

/** Files below a folder of the repository, without hidden ones. */
function filesUnder(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules' && name !== 'dist')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesUnder(root, path) : [path];
    });
}

function writeAll(files, folder) {
  const present = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
  const wanted = new Set([...files.keys()].map((place) => join(folder, place)));
  for (const path of present) if (!wanted.has(path)) rmSync(path);
  for (const [place, content] of files) {
    const path = join(folder, place);
    const bytes = Buffer.from(content);
    if (existsSync(path) && readFileSync(path).equals(bytes)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}
