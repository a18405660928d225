import accepts from 'accepts';
import type { Language } from '@maqiao/shared';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { PAGE_WORDS, type PageName } from './page-words.ts';
import { OUR_PATH } from './way-back.ts';

/** Facts that stand in a page. */
export interface PageFacts {
  host: string;
  name?: string | undefined;
  id?: string | undefined;
}

/** Where the one link of a page leads, at the same site. */
const LINKS: Record<PageName, string> = {
  'not-let-in': `${OUR_PATH}/sign-out`,
  'sign-in-again': '/',
  unfinished: '/',
  declined: '/',
  'sign-out': `${OUR_PATH}/sign-out`,
  'signed-out': '/',
};

/**
 * Pages that people see at a protected site. Whole in themselves: files of our own pages are not reached there. No
 * script; the policy knows the one style by its hash.
 */
@Injectable()
export class ForwardAuthPages {
  readonly #style: string;
  readonly #policy: string;

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl' | 'siteColor'>) {
    this.#style = styleOf(settings);
    const hash = createHash('sha256').update(this.#style).digest('base64');
    this.#policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  }

  async send(
    reply: FastifyReply,
    request: FastifyRequest,
    status: number,
    name: PageName,
    facts: PageFacts,
  ): Promise<void> {
    const language = accepts(request.raw).language(['en', 'zh']) === 'zh' ? 'zh' : 'en';
    await reply
      .status(status)
      .headers({
        'Content-Security-Policy': this.#policy,
        // The links of these pages say that they come from this site.
        'Referrer-Policy': 'same-origin',
        'X-Robots-Tag': 'noindex',
        Vary: 'Accept, Accept-Language, Sec-Fetch-Mode',
      })
      .type('text/html; charset=utf-8')
      .send(this.#draw(language, name, facts));
  }

  #draw(language: Language, page: PageName, { host, name, id }: PageFacts): string {
    const words = PAGE_WORDS[page][language];
    const facts: Record<string, string> = {
      host,
      name: name ?? '',
      id: id ?? '',
      login: new URL(this.settings.publicUrl).host,
    };
    // Filled first and escaped afterwards: a nickname is text like any other.
    const text = (template: string) =>
      escapeHtml(template.replace(/\{(\w+)\}/g, (place, key: string) => facts[key] ?? place));
    return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(words.happened)} · ${escapeHtml(host)}</title>
<style>${this.#style}</style>
</head>
<body><main>
<h1>${text(words.happened)}</h1>
<p>${text(words.next)}</p>
<a href="${LINKS[page]}">${text(words.link)}</a>
</main></body>
</html>
`;
  }
}

/** The look of our own pages (apps/web), as far as a page of one sentence needs it. */
function styleOf({ siteColor }: Pick<Settings, 'siteColor'>): string {
  const { light, onLight, dark, onDark } = siteColor ?? {
    light: '#b23a22',
    onLight: '#ffffff',
    dark: '#f0765a',
    onDark: '#1b0e0a',
  };
  return [
    `:root{--paper:#faf8f3;--card:#fff;--ink:#1d1b18;--soft:#5f5a52;--line:#e6e0d5;--seal:${light};--on-seal:${onLight}}`,
    `@media(prefers-color-scheme:dark){:root{--paper:#161513;--card:#201e1b;--ink:#f1eee7;--soft:#a9a298;--line:#37332d;--seal:${dark};--on-seal:${onDark}}}`,
    'body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--paper);color:var(--ink);font:16px/1.5 -apple-system,"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans SC",sans-serif}',
    'main{box-sizing:border-box;width:min(100% - 32px,400px);padding:32px;border:1px solid var(--line);border-radius:14px;background:var(--card);text-align:center;overflow-wrap:anywhere}',
    'h1{margin:0 0 16px;font-size:20px}',
    'p{margin:0 0 24px;color:var(--soft)}',
    'a{display:inline-block;padding:12px 24px;border-radius:10px;background:var(--seal);color:var(--on-seal);text-decoration:none}',
  ].join('\n');
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
