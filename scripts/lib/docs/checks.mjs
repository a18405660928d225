// Checks the documentation against the repository: links, commands, settings, translations.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { PAGES } from '../../../docs/.vitepress/pages.mjs';
import { codeOf, headingsOf, linksOf, withoutCode } from './markdown.mjs';
import { SETTING_NAMES } from './settings-page.mjs';
import { PAGES_OUTSIDE } from './stage.mjs';

/** @typedef {{ page: string, line?: number, message: string }} Finding */

/** Everything that is wrong with the pages of a repository. @returns {Finding[]} */
export function findingsIn(/** @type {string} */ root) {
  const pages = new Map([...documents(root)].map((path) => [path, readFileSync(join(root, path), 'utf8')]));
  const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;
  const findings = [...twinsOf(pages), ...orderOf(pages)];
  for (const [page, text] of pages) {
    const add = (found) => findings.push(...found.map((finding) => ({ page, ...finding })));
    add(brokenLinks(root, page, text));
    add(unknownCommands(root, scripts, text));
    add(unknownSettings(text));
    add(openMarks(text));
  }
  return findings;
}

/** docs/, the pages at the root, and the others that belong to the site. */
function documents(root) {
  const inDocs = readdirSync(join(root, 'docs'), { recursive: true })
    .map((file) => posix.join('docs', file.replaceAll('\\', '/')))
    .filter((path) => path.endsWith('.md') && !path.includes('/.') && !path.includes('/node_modules/'));
  const atRoot = readdirSync(root).filter((file) => file.endsWith('.md'));
  const others = [...PAGES_OUTSIDE.keys()]
    .flatMap((path) => [path, path.replace(/README\.md$/, 'README.zh-CN.md')])
    .filter((path) => existsSync(join(root, path)));
  return new Set([...inDocs, ...atRoot, ...others].sort());
}

function brokenLinks(root, page, text) {
  const found = [];
  for (const { target, line } of linksOf(text)) {
    if (/^[a-z][a-z+.-]*:/i.test(target)) continue;
    const [file, anchor] = target.split('#');
    const path = file === '' ? page : posix.normalize(posix.join(posix.dirname(page), decodeURI(file)));
    const full = join(root, path);
    if (path.startsWith('..') || !existsSync(full))
      found.push({ line, message: `links to ${target}: not there` });
    else if (anchor && path.endsWith('.md') && !anchorsOf(full).has(decodeURI(anchor))) {
      found.push({ line, message: `links to ${target}: no such heading` });
    }
  }
  return found;
}

const anchorsOf = (full) => new Set(headingsOf(readFileSync(full, 'utf8')).map(({ slug }) => slug));

/**
 * Checks `npm run …` and `node …`, in code blocks and inline. A built file counts as existing when its source exists.
 */
function unknownCommands(root, scripts, text) {
  const found = [];
  for (const { text: code, line } of codeOf(text)) {
    for (const [, run, name] of code.matchAll(/\bnpm (run )?([a-z][\w:-]*)/g)) {
      const known = Object.hasOwn(scripts, name) || (run ? IN_A_RELEASE : NPM_ITSELF).has(name);
      if (!known)
        found.push({ line, message: `shows npm ${run ?? ''}${name}: package.json has no such script` });
    }
    for (const [, path] of code.matchAll(/(?:^|[\s/])node (?:--[\w=.-]+ )*([\w./-]+\.(?:m?js|ts))\b/g)) {
      const source = path.replace('/dist/', '/src/').replace(/\.js$/, '.ts');
      if (
        ![path, source].some((file) => existsSync(join(root, file)) && statSync(join(root, file)).isFile())
      ) {
        found.push({ line, message: `shows node ${path}: not there` });
      }
    }
  }
  return found;
}

const NPM_ITSELF = new Set(['config', 'install', 'i', 'ci', 'view']);

/** Scripts of a release's package.json that this one does not have. */
const IN_A_RELEASE = new Set(['start:production']);

/** Finds names in capitals with an underscore, alone in inline code or with a value, that are not settings. */
function unknownSettings(text) {
  const found = [];
  for (const { language, text: code, line } of codeOf(text)) {
    const names =
      language === undefined
        ? [...code.matchAll(/^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=.*)?$/g)]
        : [...code.matchAll(/^\s*(?:export |Environment=|ENV |- )?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)=/gm)];
    for (const [, name] of names) {
      if (!SETTING_NAMES.includes(name) && !NOT_SETTINGS.has(name)) {
        found.push({ line, message: `names ${name}: no such setting` });
      }
    }
  }
  return found;
}

/**
 * Finds bold text that ends with Chinese punctuation directly before a word. CommonMark does not close it there
 * (https://spec.commonmark.org/0.31.2/#right-flanking-delimiter-run) and shows the asterisks: the punctuation must
 * follow them.
 */
function openMarks(text) {
  return withoutCode(text)
    .split('\n')
    .flatMap((line, index) => {
      const parts = line.split('**'); // those at odd places are bold
      const open = parts.find(
        (part, at) => at % 2 === 1 && CHINESE_MARK.test(part) && WORD.test(parts[at + 1] ?? ''),
      );
      return open === undefined ? [] : [{ line: index + 1, message: `shows its asterisks: **${open}**` }];
    });
}

const CHINESE_MARK = /[\u3000-\u303f\uff00-\uffef”’]$/u;
const WORD = /^[\p{L}\p{N}]/u;

/** Other environment variables and constants that pages name. */
const NOT_SETTINGS = new Set([
  // where the tests find programs
  'CHROMIUM_PATH',
  'REDIS_SERVER_PATH',
  'NGINX_PATH',
  'CADDY_PATH',
  'PGBOUNCER_PATH',
  'CLIENT_LIBRARIES_PATH',
  // the machine's language
  'LC_ALL',
  'LC_MESSAGES',
  // of other programs
  'HTTPS_PROXY',
  'SQL_ASCII',
  'NODE_COMPILE_CACHE',
  'NODE_OPTIONS',
]);

/** Each page in both languages, under the same name, with the same sections. */
function twinsOf(pages) {
  const found = [];
  for (const [page, text] of pages) {
    if (!page.startsWith('docs/') || page.startsWith('docs/zh/')) continue;
    const twin = page.replace('docs/', 'docs/zh/');
    const chinese = pages.get(twin);
    if (chinese === undefined) found.push({ page, message: `has no Chinese twin ${twin}` });
    else if (shapeOf(chinese) !== shapeOf(text)) {
      found.push({
        page: twin,
        message: `has other sections than ${page}: ${shapeOf(chinese)} instead of ${shapeOf(text)}`,
      });
    }
  }
  const ofOthers = new Set([...PAGES_OUTSIDE.values()].map((place) => `docs/zh/${place}`));
  for (const page of pages.keys()) {
    if (!page.startsWith('docs/zh/') || ofOthers.has(page)) continue;
    if (!pages.has(page.replace('docs/zh/', 'docs/'))) found.push({ page, message: 'has no English twin' });
  }
  return found;
}

/** Levels of the headings, in order. */
const shapeOf = (text) =>
  headingsOf(text)
    .map(({ level }) => level)
    .join('');

/** Finds pages that are missing in the site's order, and decisions that are missing in the list of decisions. */
function orderOf(pages) {
  const decisions = linksOf(pages.get('docs/adr/README.md') ?? '').map(({ target }) => `docs/adr/${target}`);
  const unlisted = [...pages.keys()]
    .filter((page) => page.startsWith('docs/adr/0') && !decisions.includes(page))
    .map((page) => ({ page, message: 'is missing in docs/adr/README.md' }));
  const listed = new Set(PAGES.flatMap((group) => group.pages.map(({ page }) => page)));
  const unordered = [...pages.keys()]
    .filter(
      (page) => page.startsWith('docs/') && !page.startsWith('docs/zh/') && !page.startsWith('docs/adr/0'),
    )
    .filter(
      (page) =>
        !listed.has(
          page
            .slice('docs/'.length)
            .replace(/\.md$/, '')
            .replace(/(^|\/)README$/, '$1index'),
        ),
    )
    .map((page) => ({ page, message: 'is missing in docs/.vitepress/pages.mjs' }));
  return [...unlisted, ...unordered];
}
