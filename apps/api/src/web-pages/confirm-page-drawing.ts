import { errorWords, withWords, type ErrorCode } from '@maqiao/shared';
import { PHONE_WORDS } from '@maqiao/shared/words/phone';
import type { Settings } from '../config/settings.ts';
import type { ConfirmPageDrawing, ConfirmView } from '../sign-in/confirm-page/confirm-view.ts';
import type { Branding } from './branding/branding.ts';
import { askingBody } from './confirm-asking.ts';
import { headlineOf, noteBody, outcomeBody, type BodyContext } from './confirm-body.ts';
import { askedLanguage, languageOf, otherThan, readFrame } from './page-frame.ts';

/** Codes after which the same link may work. */
const WORTH_A_RETRY: readonly ErrorCode[] = [
  'access_denied',
  'internal',
  'invalid_login_code',
  'rate_limited',
  'snapshot_visitor',
  'unavailable',
  'wechat_busy',
  'wechat_unavailable',
];

/** Draws the confirm page. Undefined pages before they are built. */
export function confirmPageDrawing(settings: Settings, branding: Branding): ConfirmPageDrawing {
  const frame = readFrame(settings, branding, 'confirm.html');
  if (frame === undefined) return () => undefined;
  const headers = confirmHeaders(frame.headers, settings);
  return (view, request, address) => {
    const language = languageOf(request);
    const own = branding.languages.bestFor('phone', [language]).words;
    const asked = askedLanguage(request);
    const context: BodyContext = {
      language,
      words: withWords(PHONE_WORDS[language], own),
      action: `${address ?? ''}${asked === undefined ? '' : `?lang=${asked}`}`,
      errorWords: (code) => errorWords(code, language, own),
    };
    const html = frame.fill({
      language,
      switchTo: `${address ?? ''}?lang=${otherThan(language)}`,
      words: { TITLE: `${headlineOf(view, context)} · ${settings.siteName}` },
      without: address === undefined ? ['SWITCH'] : [],
      body: bodyOf(view, context),
      withScript: view.at === 'opening',
    });
    return { html, headers };
  };
}

function bodyOf(view: ConfirmView, context: BodyContext): string {
  switch (view.at) {
    case 'asking':
      return askingBody(view, context);
    case 'confirmed':
    case 'declined':
      return outcomeBody(view, context);
    case 'failed': {
      const retry = WORTH_A_RETRY.includes(view.code) ? context.action : undefined;
      return noteBody(view, context, retry);
    }
    default:
      return noteBody(view, context);
  }
}

/**
 * Forms go to us alone; where the proof has been lost meanwhile, the answer leads to WeChat, and browsers apply the rule to
 * redirects too. Browsers name the origin of a form only where a page of the same origin is told the address.
 */
function confirmHeaders(
  headers: Readonly<Record<string, string>>,
  { wechat }: Pick<Settings, 'wechat'>,
): Record<string, string> {
  const policy = headers['Content-Security-Policy'] ?? '';
  return {
    ...headers,
    'Content-Security-Policy': policy.replace(
      "form-action 'none'",
      `form-action 'self' ${wechat.openBaseUrl}`,
    ),
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
    Vary: 'Accept-Language, User-Agent, Cookie',
  };
}
