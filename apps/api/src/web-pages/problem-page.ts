import type { ErrorCode } from '@maqiao/shared';
import type { FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.ts';
import { isCall } from '../platform/http/asks-for-page.ts';
import type { Branding } from './branding/branding.ts';
import { languageOf, otherThan, readFrame } from './page-frame.ts';
import { PROBLEM_PAGE_WORDS, problemWords } from './problem-words.ts';

interface Problem {
  readonly code: ErrorCode;
  /** One line for the developer of the client that sent the browser here. */
  readonly technical?: string;
}

/**
 * The page that people see instead of a problem document: what happened, in their language, a link home, and the
 * request's id, nothing else of the error. Undefined before the page is built: then people get the JSON too.
 */
export function problemPage(settings: Settings, branding: Branding) {
  const frame = readFrame(settings, branding, 'problem.html');
  if (frame === undefined) return undefined;
  const headers = { ...frame.headers, Vary: 'Origin, Accept, Accept-Language, Sec-Fetch-Mode' };
  return ({ code, technical }: Problem, request: FastifyRequest, switchTo?: string) => {
    const language = languageOf(request);
    const words = PROBLEM_PAGE_WORDS[language];
    const { happened, next } = problemWords(code, language);
    // Somebody who opens an API address in a browser is probably looking for its documentation.
    const docs = !settings.production && isCall(request.url);
    const html = frame.fill({
      language,
      switchTo: switchTo ?? `?lang=${otherThan(language)}`,
      words: {
        TITLE: `${happened} · ${settings.siteName}`,
        HAPPENED: happened,
        NEXT: next,
        HOME: words.home,
        API_DOCS: words.apiDocs,
        TECHNICAL: technical ?? '',
        REQUEST: words.request.replace('{id}', request.id),
      },
      without: [...(docs ? [] : ['API_DOCS']), ...(technical === undefined ? ['TECHNICAL'] : [])],
      withScript: false,
    });
    return { html, headers };
  };
}
