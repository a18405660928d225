import type { Brand, Language } from '@maqiao/shared';
import accepts from 'accepts';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import type { Branding } from './branding/branding.ts';
import { findPageFolder } from './page-folder.ts';
import { pageHeaders } from './page-headers.ts';

/** What a page is filled with. */
interface PageContent {
  readonly language: Language;
  /** Address of the same page in the other language. */
  readonly switchTo: string;
  /** Words by the name of their place, without its underscores. */
  readonly words: Readonly<Record<string, string>>;
  /** Parts of the page that this answer does without: `<!--NAME-->…<!--/NAME-->`. */
  readonly without: readonly string[];
  /** HTML that stands at `<!--BODY-->`. */
  readonly body?: string;
  /** Whether the page's script runs. */
  readonly withScript: boolean;
}

/** A built page of apps/web whose words the API fills in: in the owner's colours, with the policy that fits. */
export interface PageFrame {
  readonly headers: Readonly<Record<string, string>>;
  fill(content: PageContent): string;
}

/** Reads a built page; undefined before the pages are built. */
export function readFrame(settings: Settings, { brand }: Branding, name: string): PageFrame | undefined {
  const file = join(findPageFolder() ?? '', name);
  if (!existsSync(file)) return undefined;
  const style = styleOf(brand);
  // The page may be opened under another name of this server than PUBLIC_URL.
  const logo = brand.logoUrl?.replace(settings.publicUrl, '') ?? null;
  const built = withBrand(readFileSync(file, 'utf8'), logo, style);
  return {
    headers: { ...withStyle(pageHeaders(settings), style), 'X-Robots-Tag': 'noindex' },
    fill: ({ language, switchTo, words, without, body, withScript }) => {
      const other = otherThan(language);
      const fills: Readonly<Record<string, string>> = {
        LANG: TAGS[language],
        SITE: settings.siteName,
        SWITCH: switchTo,
        OTHER_LANG: TAGS[other],
        OTHER_NAME: other === 'zh' ? '中文' : 'English',
        ...words,
      };
      const kept = without.reduce((html, part) => html.replace(partOf(part), ''), built);
      return (withScript ? kept : kept.replace(SCRIPT, ''))
        .replace(/__([A-Z_]+?)__/g, (place, key: string) => escapeHtml(fills[key] ?? place))
        .replace(MARKER, '')
        .replace('<!--BODY-->', () => body ?? '');
    },
  };
}

const TAGS: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

export function otherThan(language: Language): Language {
  return language === 'zh' ? 'en' : 'zh';
}

/** The language that the address of the page names, by the parameter of this name. */
export function askedLanguage(request: FastifyRequest): Language | undefined {
  const asked = new URLSearchParams(request.url.split('?')[1]).get('lang');
  return asked === 'zh' || asked === 'en' ? asked : undefined;
}

/** The one that was asked for by the page's own link, else the browser's first that we speak, else English. */
export function languageOf(request: FastifyRequest): Language {
  return askedLanguage(request) ?? (accepts(request.raw).language(['en', 'zh']) === 'zh' ? 'zh' : 'en');
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

const SCRIPT = /<script\b[^>]*><\/script>/g;

/** What is left of parts that stay. */
const MARKER = /<!--\/?(?!BODY)[A-Z_]+-->/g;

function partOf(name: string): RegExp {
  return new RegExp(`<!--${name}-->.*<!--/${name}-->`, 's');
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
