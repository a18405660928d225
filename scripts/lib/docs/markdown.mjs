// Reads links, headings and code of a Markdown page, for the site and its checks.

/**
 * @typedef {{ target: string, start: number, end: number, line: number }} Link target as it is written, and where
 * @typedef {{ level: number, slug: string, line: number }} Heading
 * @typedef {{ language: string | undefined, text: string, line: number }} Code language: undefined inside a line
 */

/** Links and pictures, in Markdown and HTML; not those inside code. @returns {Link[]} */
export function linksOf(/** @type {string} */ markdown) {
  const prose = withoutCode(markdown);
  const found = [];
  for (const form of [/\]\(\s*(<[^>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)/g, /\b(?:href|src)="([^"]*)"/g]) {
    for (const match of prose.matchAll(form)) {
      const bare = match[1].replace(/^<|>$/g, '');
      const start = match.index + match[0].lastIndexOf(bare);
      found.push({ target: bare, start, end: start + bare.length, line: lineAt(markdown, start) });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Headings with the anchors that code hosts give them. @returns {Heading[]} */
export function headingsOf(/** @type {string} */ markdown) {
  const prose = withoutFences(markdown);
  const taken = new Map();
  return [...prose.matchAll(/^(#{1,6}) +(.+?) *#* *$/gm)].map((match) => {
    const slug = slugOf(textOf(match[2]));
    const before = taken.get(slug) ?? 0;
    taken.set(slug, before + 1);
    return {
      level: match[1].length,
      slug: before === 0 ? slug : `${slug}-${before}`,
      line: lineAt(markdown, match.index),
    };
  });
}

/** Fenced blocks and code inside lines. @returns {Code[]} */
export function codeOf(/** @type {string} */ markdown) {
  const found = [];
  for (const match of markdown.matchAll(FENCE)) {
    found.push({ language: match[3] || '', text: match[4], line: lineAt(markdown, match.index) });
  }
  const prose = withoutFences(markdown);
  for (const match of prose.matchAll(INLINE)) {
    found.push({ language: undefined, text: match[2].trim(), line: lineAt(markdown, match.index) });
  }
  return found;
}

/** The anchor of a heading, as code hosts make it: the site uses the same, so that links work in both places. */
export function slugOf(/** @type {string} */ text) {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-');
}

const FENCE = /^([ \t]*)(`{3,}|~{3,})([^\n`]*)\n([\s\S]*?)^\1\2[ \t]*$/gm;
const INLINE = /(?<!`)(`+)(?!`)([^\n]*?[^`\n])\1(?!`)/g;

/** Text of the same length in which code is blank. */
export const withoutCode = (markdown) => withoutFences(markdown).replace(INLINE, blank);
const withoutFences = (markdown) => markdown.replace(FENCE, blank);
const blank = (text) => text.replace(/[^\n]/g, ' ');
const textOf = (heading) => heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
const lineAt = (text, index) => text.slice(0, index).split('\n').length;
