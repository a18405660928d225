import type { LoginRequestDetails, RequestingClient } from '@maqiao/shared';
import { agoOf, agoWords, isHostOf, moreWords, placeWords } from '@maqiao/shared/words/request';
import type { ConfirmView } from '../sign-in/confirm-page/confirm-view.ts';
import { button, form, type BodyContext } from './confirm-body.ts';
import { asksOf, keysFor, toldOf } from './confirm-purpose.ts';
import { CONFIRM_LABELS } from './confirm-words.ts';
import { escapeHtml } from './page-frame.ts';

type Asking = Extract<ConfirmView, { at: 'asking' }>;

/** A second form for the refusals: Enter in the field of the number sends the first button of its own form. */
const DECLINE = ' form="decline"';

/** Who asks, what to watch out for, and the two answers: what the mini program shows, in its order. */
export function askingBody(view: Asking, context: BodyContext): string {
  const { request, lacksNumber = false } = view;
  const { words, action } = context;
  const answers = [
    button('reject', words.reject, 'button', DECLINE),
    button('confirm', words[keysFor(request).confirm], 'button button-primary'),
  ];
  const inside = [
    request.match === 'number' ? numberField(lacksNumber, context) : '',
    `<p class="advice">${escapeHtml(words.advice)}</p>`,
    `<div class="answers">${answers.join('')}</div>`,
    button('not_me', words.notMe, 'plain', DECLINE),
  ];
  return [
    `<div class="who">${asker(request, context)}${rows(view, context)}</div>`,
    form(action, inside.join(''), ' novalidate'),
    form(action, '', ' id="decline" hidden'),
  ].join('\n');
}

function asker(request: LoginRequestDetails, { words }: BodyContext): string {
  const { client, siteName, siteUrl } = request;
  const leadsTo = toldOf(request, words);
  const told = leadsTo === '' ? '' : paragraph('who-told', leadsTo);
  if (client !== undefined) return clientAsks(client, words) + told;
  const isNamed = !isHostOf(siteName, siteUrl);
  return [
    `<h1 class="who-site">${escapeHtml(isNamed ? siteName : siteUrl)}</h1>`,
    isNamed ? paragraph('who-address', siteUrl) : '',
    paragraph('who-asks', asksOf(request, words)),
    told,
  ].join('');
}

function clientAsks({ name, host, scopes }: RequestingClient, words: BodyContext['words']): string {
  const more = moreWords(scopes, words);
  return [
    `<h1 class="who-site">${escapeHtml(name)}</h1>`,
    host === null ? '' : paragraph('who-address', host),
    paragraph('who-asks', words.clientAsks),
    host === null ? paragraph('who-caution', words.clientUnknown) : '',
    paragraph('who-told', scopes.includes('profile') ? words.clientTold : words.clientToldId),
    more === '' ? '' : paragraph('who-more', more),
  ].join('');
}

function rows({ request, ageMs }: Asking, { words }: BodyContext): string {
  const { client, siteName, siteUrl, browser, os, knownBrowser, near, region, ip } = request;
  const known = (name: string) => (name === 'unknown' ? words.unknown : name);
  const nearness = near === 'unknown' ? undefined : words[`near.${near}`];
  const list = [
    client === undefined
      ? ''
      : isHostOf(siteName, siteUrl)
        ? row(words.clientPage, siteUrl)
        : row(words.clientPage, siteName, siteUrl),
    row(
      words.browser,
      known(browser),
      knownBrowser === undefined ? '' : words[`knownBrowser.${knownBrowser ? 'yes' : 'no'}`],
    ),
    row(words.system, known(os)),
    row(
      words.place,
      placeWords(request, words) ?? words.unknown,
      [nearness, ip].filter(Boolean).join(' · '),
      // Places have Chinese names only.
      region === null ? '' : ' lang="zh-CN"',
    ),
    row(words.time, agoWords(agoOf(ageMs), words)),
  ];
  return `<dl class="who-rows">${list.join('')}</dl>`;
}

function row(label: string, value: string, detail = '', attributes = ''): string {
  const small = detail === '' ? '' : `<span class="small">${escapeHtml(detail)}</span>`;
  return `<dt>${escapeHtml(label)}</dt><dd><span${attributes}>${escapeHtml(value)}</span>${small}</dd>`;
}

function numberField(lacksNumber: boolean, { words, language }: BodyContext): string {
  const attributes = [
    'name="number" type="text" inputmode="numeric" autocomplete="off" maxlength="2"',
    ...(lacksNumber ? ['aria-invalid="true" aria-describedby="fault" autofocus'] : []),
  ];
  const fault = lacksNumber
    ? `<p class="fault" id="fault" role="alert">${escapeHtml(CONFIRM_LABELS[language].lacksNumber)}</p>`
    : '';
  return `${fault}<label class="number"><span>${escapeHtml(words.numberLabel)}</span><input ${attributes.join(' ')} /></label>`;
}

function paragraph(look: string, text: string): string {
  return `<p class="${look}">${escapeHtml(text)}</p>`;
}
