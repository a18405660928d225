import type { Language } from '@maqiao/shared';
import type { FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.ts';
import type { PageDrawing } from '../oidc/engine/page-drawing.ts';
import type { Branding } from './branding/branding.ts';
import { noticeBody } from './notice-body.ts';
import { NOTICE_WORDS } from './notice-words.ts';
import { askedLanguage, languageOf, otherThan, readFrame } from './page-frame.ts';
import { problemPage } from './problem-page.ts';

/** Draws what the OpenID Connect engine shows to people. Undefined pages before they are built: then it is plain text. */
export function enginePageDrawing(settings: Settings, branding: Branding): PageDrawing {
  const problem = problemPage(settings, branding);
  const frame = readFrame(settings, branding, 'notice.html');
  return {
    problem(code, { request }, technical) {
      const drawn = problem?.({ code, technical }, request, inOtherLanguage(request, languageOf(request)));
      return drawn && { html: drawn.html, headers: forClients(drawn.headers) };
    },
    notice(name, facts, { request }) {
      if (frame === undefined) return undefined;
      const language = languageOf(request);
      const { headline, advice, adviceWithoutClient } = NOTICE_WORDS[language][name];
      const { client = '', code } = facts;
      const said = client === '' ? (adviceWithoutClient ?? advice) : advice;
      const isFromLink = request.method === 'GET';
      const asked = askedLanguage(request);
      const html = frame.fill({
        language,
        switchTo: inOtherLanguage(request, language, code),
        words: {
          TITLE: `${headline} · ${settings.siteName}`,
          HEADLINE: headline,
          ADVICE: said.replace('{client}', () => client).replace('{site}', () => settings.siteName),
        },
        // What a form has brought cannot be asked for again by a link, but for a code.
        without: isFromLink || name === 'device-confirm' || name === 'device-code' ? [] : ['SWITCH'],
        body: noticeBody(name, facts, language, asked === undefined ? '' : `?lang=${asked}`),
        withScript: facts.sendsItself === true || name === 'signing-out',
      });
      return { html, headers: forClients(frame.headers, facts.form && ["'self'", facts.leadsTo]) };
    },
  };
}

/**
 * The same page in the other language: with what its address says; and the code of a device that came by a form is asked
 * for again.
 */
function inOtherLanguage(request: FastifyRequest, language: Language, code?: string): string {
  const isFromLink = request.method === 'GET';
  const query = new URLSearchParams(isFromLink ? request.url.split('?')[1] : undefined);
  if (!isFromLink && code !== undefined) query.set('user_code', code);
  query.set('lang', otherThan(language));
  return `?${query.toString()}`;
}

/**
 * A client may have opened the page as a pop-up, which it goes on to talk to when it is sent back; forms go to us, and from
 * there to the client that asked.
 */
function forClients(
  headers: Readonly<Record<string, string>>,
  formAction: readonly (string | undefined)[] = [],
): Record<string, string> {
  const sources = formAction.filter((source) => source !== undefined).join(' ');
  const policy = headers['Content-Security-Policy'] ?? '';
  return {
    ...headers,
    'Content-Security-Policy':
      sources === '' ? policy : policy.replace("form-action 'none'", `form-action ${sources}`),
    'Cross-Origin-Opener-Policy': 'unsafe-none',
    'Cache-Control': 'no-store',
    Vary: 'Accept, Accept-Language',
  };
}
