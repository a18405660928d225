import accepts from 'accepts';
import type { Brand, Language } from '@maqiao/shared';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Branding } from './branding/branding.ts';
import { isCall } from '../platform/http/asks-for-page.ts';
import type { DrawProblem } from '../platform/http/problem.filter.ts';
import type { Settings } from '../config/settings.ts';
import { findPageFolder } from './page-folder.ts';
import { pageHeaders } from './page-headers.ts';
import { PROBLEM_PAGE_WORDS, problemWords } from './problem-words.ts';

/**
 * The page that people see instead of a problem document: what happened, in their language, a link home, and the
 * request's id, nothing else of the error. Undefined before the page is built: then people get the JSON too.
 */
export function problemPage(settings: Settings, branding: Branding): DrawProblem | undefined {
  const file = join(findPageFolder() ?? '', 'problem.html');
  if (!existsSync(file)) return undefined;
  const style = styleOf(branding.brand);
  // The page may be opened under another name of this server than PUBLIC_URL.
  const logo = branding.brand.logoUrl?.replace(settings.publicUrl, '') ?? null;
  const built = withBrand(readFileSync(file, 'utf8'), logo, style);
  const headers = {
    ...withStyle(pageHeaders(settings), style),
    'X-Robots-Tag': 'noindex',
    Vary: 'Origin, Accept, Accept-Language, Sec-Fetch-Mode',
  };
  return ({ code }, request) => {
    const language = languageOf(request);
    const other = language === 'zh' ? 'en' : 'zh';
    const words = PROBLEM_PAGE_WORDS[language];
    const { happened, next } = problemWords(code, language);
    // Somebody who opens an API address in a browser is probably looking for its documentation.
    const docs = !settings.production && isCall(request.url);
    const fills: Record<string, string> = {
      LANG: TAGS[language],
      TITLE: `${happened} · ${settings.siteName}`,
      SITE: settings.siteName,
      OTHER: other,
      OTHER_LANG: TAGS[other],
      OTHER_NAME: other === 'zh' ? '中文' : 'English',
      HAPPENED: happened,
      NEXT: next,
      HOME: words.home,
      API_DOCS: words.apiDocs,
      REQUEST: words.request.replace('{id}', request.id),
    };
    const html = (docs ? built : built.replace(API_DOCS, '')).replace(
      /__([A-Z_]+?)__/g,
      (place, name: string) => escapeHtml(fills[name] ?? place),
    );
    return { html, headers };
  };
}

const TAGS: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

const API_DOCS = /<!--API_DOCS-->.*<!--\/API_DOCS-->/s;

/** The one that was asked for by the page's own link, else the browser's first that we speak, else English. */
function languageOf(request: FastifyRequest): Language {
  const asked = new URLSearchParams(request.url.split('?')[1]).get('lang');
  if (asked === 'zh' || asked === 'en') return asked;
  return accepts(request.raw).language(['en', 'zh']) === 'zh' ? 'zh' : 'en';
}

/** The owner's colour, as the pages with a script set it (apps/web/src/brand.ts); empty for ours. */
function styleOf({ color }: Brand): string {
  if (color === null) return '';
  const { light, onLight, dark, onDark } = color;
  return `:root{--brand-light:${light};--brand-on-light:${onLight};--brand-dark:${dark};--brand-on-dark:${onDark}}`;
}

function withBrand(html: string, logoUrl: string | null, style: string): string {
  const styled = style === '' ? html : html.replace('</head>', () => `<style>${style}</style></head>`);
  if (logoUrl === null) return styled;
  const address = escapeHtml(logoUrl);
  return styled
    .replace(MARK, () => `<img class="logo" src="${address}" alt="" />`)
    .replace(ICON, () => `<link rel="icon" href="${address}" />`);
}

/** Our mark in the page's header and in the tab, which a logo replaces. */
const MARK = /<svg class="mark".*?<\/svg>/s;
const ICON = /<link rel="icon"[^>]*>/;

/** The policy lets that one style be in the page, by its hash (https://w3c.github.io/webappsec-csp/#grammardef-hash-source). */
function withStyle(headers: Record<string, string>, style: string): Record<string, string> {
  if (style === '') return headers;
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = headers['Content-Security-Policy']?.replace("style-src 'self'", `$& 'sha256-${hash}'`);
  return { ...headers, ...(policy !== undefined && { 'Content-Security-Policy': policy }) };
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
