import type { ErrorCode, ErrorWords, Language } from '@maqiao/shared';
import type { PhoneWords } from '@maqiao/shared/words/phone';
import type { ConfirmView } from '../sign-in/confirm-page/confirm-view.ts';
import { keysFor } from './confirm-purpose.ts';
import { CONFIRM_LABELS, CONFIRM_NOTES } from './confirm-words.ts';
import { escapeHtml } from './page-frame.ts';

/** What a body is written with. */
export interface BodyContext {
  readonly language: Language;
  readonly words: PhoneWords;
  /** Where forms go, and where the page begins anew. */
  readonly action: string;
  errorWords(code: ErrorCode): ErrorWords;
}

/** The seal pressed on paper, as `<maqiao-login>` draws it. */
const SEAL = `<svg class="seal" viewBox="0 0 96 96" aria-hidden="true"><path d="M10 4.500 48 3.500 87 4.800C90.500 5 91.800 7 91.800 10L92.500 48 91.500 86C91.400 90 89.500 91.500 86 91.700L48 92.500 10 91.600C6 91.400 4.400 89.500 4.300 86L3.500 48 4.400 10C4.500 6.500 6.500 4.700 10 4.500Z"/><path d="M12 12h72v72H12Z"/><path class="seal-bridge" d="M20 55C31 53 36 31 48 31s17 22 28 24v7.500H63a15 15 0 0 0-30 0H20Z"/><path d="M22 71h20M48 71h7M61 71h13"/></svg>`;

type Outcome = Extract<ConfirmView, { at: 'confirmed' | 'declined' }>;

/** What the page is called. */
export function headlineOf(view: ConfirmView, context: BodyContext): string {
  switch (view.at) {
    case 'asking':
      return context.words.loginTitle;
    case 'confirmed':
    case 'declined':
      return outcomeWords(view, context.words).happened;
    case 'failed':
      return context.errorWords(view.code).happened;
    default:
      return CONFIRM_NOTES[context.language][view.at].headline;
  }
}

/** Two sentences, and at most one button. @param retry where trying again leads */
export function noteBody(
  view: Exclude<ConfirmView, Outcome | { at: 'asking' }>,
  context: BodyContext,
  retry?: string,
): string {
  const text =
    view.at === 'failed' ? context.errorWords(view.code).next : CONFIRM_NOTES[context.language][view.at].text;
  const goOn = CONFIRM_LABELS[context.language].goOn;
  return middle([
    `<h1 class="headline">${escapeHtml(headlineOf(view, context))}</h1>`,
    `<p class="advice">${escapeHtml(text)}</p>`,
    view.at === 'opening'
      ? form(context.action, `${button('open', goOn, 'button button-primary', ' data-sends-itself')}`)
      : '',
    retry === undefined
      ? ''
      : `<a class="button button-primary" href="${escapeHtml(retry)}">${escapeHtml(context.words.retry)}</a>`,
  ]);
}

/** What came of it, and taking it back. */
export function outcomeBody(view: Outcome, context: BodyContext): string {
  const { happened, next } = outcomeWords(view, context.words);
  return middle([
    view.at === 'confirmed' ? SEAL : '',
    `<h1 class="headline">${escapeHtml(happened)}</h1>`,
    `<p class="advice">${escapeHtml(next)}</p>`,
    view.at === 'confirmed' && view.tooLate === true ? tooLate(view, context) : '',
    view.at === 'confirmed' && view.canTakeBack
      ? form(context.action, button('take_back', context.words[keysFor(view.request).undo], 'plain'))
      : '',
  ]);
}

/** By POST to the page itself. */
export function form(action: string, inside: string, attributes = ''): string {
  return `<form method="post" action="${escapeHtml(action)}"${attributes}>${inside}</form>`;
}

export function button(answer: string, label: string, look: string, attributes = ''): string {
  return `<button class="${look}" type="submit" name="answer" value="${answer}"${attributes}>${escapeHtml(label)}</button>`;
}

function outcomeWords(view: Outcome, words: PhoneWords): ErrorWords {
  const key = outcomeKey(view);
  return { happened: words[`${key}.happened`], next: words[`${key}.next`] };
}

function outcomeKey(view: Outcome) {
  const { request } = view;
  if (view.at === 'declined') return keysFor(request)[view.undone ? 'undone' : 'declined'];
  if (request.purpose === undefined) return `signedIn.${request.display}` as const;
  return request.purpose === 'link' ? 'linked' : 'steppedUp';
}

function tooLate({ request }: Outcome, { words, language }: BodyContext): string {
  const [happened, next] =
    request.purpose === 'link'
      ? [words['linkUndoTooLate.happened'], words['linkUndoTooLate.next']]
      : // The phone's text names a page of the mini program.
        [words['undoTooLate.happened'], CONFIRM_LABELS[language].tooLate];
  return `<p class="fault" role="alert">${escapeHtml(happened)}${language === 'zh' ? '。' : '. '}${escapeHtml(next)}</p>`;
}

function middle(parts: readonly string[]): string {
  return `<div class="middle">${parts.filter((part) => part !== '').join('\n')}</div>`;
}
