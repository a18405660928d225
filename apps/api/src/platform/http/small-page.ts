import type { Language } from '@maqiao/shared';
import accepts from 'accepts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { Settings } from '../../config/settings.ts';

/** A page of a few sentences. Texts are plain: they are escaped here. */
export interface SmallPage {
  readonly language: Language;
  readonly title: string;
  readonly headline: string;
  readonly text: string;
  /** The one button: a link; or a form without fields, for what must not happen by an address alone. */
  readonly button?: { readonly label: string; readonly href: string; readonly method?: 'post' } | undefined;
  /** Data for the script, readable as `document.body.dataset.facts`. */
  readonly facts?: string;
}

interface SmallPageOptions {
  /** The one script of the page; it is the same for every page of its kind. */
  readonly script?: string;
  /** Where a form leads, by itself and by redirects (CSP `form-action`): sources beside the page's own origin. */
  readonly formLeadsTo?: readonly string[];
  /** Whose pages may frame this one (CSP `frame-ancestors`); nobody's otherwise. */
  readonly framedBy?: "'self'";
}

/**
 * Pages that are whole in themselves: they need no built file, so they can stand on other hosts, in frames and pop-ups.
 * The policy knows style and script by their hashes.
 */
export class SmallPages {
  readonly #style: string;
  readonly #script: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(
    settings: Pick<Settings, 'siteColor'>,
    { script = '', formLeadsTo, framedBy = undefined }: SmallPageOptions = {},
  ) {
    this.#style = styleOf(settings);
    this.#script = script;
    const policy = [
      "default-src 'none'",
      `style-src 'sha256-${hashOf(this.#style)}'`,
      ...(script === '' ? [] : [`script-src 'sha256-${hashOf(script)}'`]),
      "base-uri 'none'",
      `form-action ${formLeadsTo === undefined ? "'none'" : ["'self'", ...formLeadsTo].join(' ')}`,
      `frame-ancestors ${framedBy ?? "'none'"}`,
    ];
    this.#headers = {
      'Content-Security-Policy': policy.join('; '),
      // The link and the form of such a page say that they come from this site.
      'Referrer-Policy': 'same-origin',
      'X-Robots-Tag': 'noindex',
      Vary: 'Accept, Accept-Language, Sec-Fetch-Mode',
    };
  }

  async send(reply: FastifyReply, status: number, page: SmallPage): Promise<void> {
    await reply.status(status).headers(this.#headers).type('text/html; charset=utf-8').send(this.#draw(page));
  }

  #draw({ language, title, headline, text, button, facts }: SmallPage): string {
    const body = [
      `<h1>${escapeHtml(headline)}</h1>`,
      `<p>${escapeHtml(text)}</p>`,
      ...(button === undefined ? [] : [drawButton(button)]),
    ];
    return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${this.#style}</style>
</head>
<body${facts === undefined ? '' : ` data-facts="${escapeHtml(facts)}"`}><main>
${body.join('\n')}
</main>${this.#script === '' ? '' : `<script>${this.#script}</script>`}</body>
</html>
`;
  }
}

/** The language of a page, by what the browser prefers. */
export function pageLanguageOf(request: FastifyRequest): Language {
  return accepts(request.raw).language(['en', 'zh']) === 'zh' ? 'zh' : 'en';
}

function drawButton({ label, href, method }: NonNullable<SmallPage['button']>): string {
  const address = escapeHtml(href);
  if (method === undefined) return `<a href="${address}">${escapeHtml(label)}</a>`;
  return `<form method="post" action="${address}"><button type="submit">${escapeHtml(label)}</button></form>`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
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
    'h1,p{text-wrap:balance}',
    'p:last-child{margin:0}',
    'a,button{display:inline-block;min-height:44px;box-sizing:border-box;padding:10px 24px;border:0;border-radius:10px;background:var(--seal);color:var(--on-seal);font:inherit;text-decoration:none;cursor:pointer}',
    ':is(a,button):focus-visible{outline:2px solid var(--seal);outline-offset:3px}',
  ].join('\n');
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
