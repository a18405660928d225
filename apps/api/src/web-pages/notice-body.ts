import type { Language } from '@maqiao/shared';
import type { NoticeFacts, NoticeName } from '../oidc/engine/page-drawing.ts';
import { FAULT_WORDS, NOTICE_LABELS } from './notice-words.ts';
import { escapeHtml } from './page-frame.ts';

type Labels = (typeof NOTICE_LABELS)[Language];

/** What stands below the advice: a fault, the code, what is known of the device, the form. All text is escaped. */
export function noticeBody(
  name: NoticeName,
  facts: NoticeFacts,
  language: Language,
  /** The query that keeps the language when the form is sent. */
  query: string,
): string {
  const labels = NOTICE_LABELS[language];
  const { fault } = facts;
  return [
    fault === undefined
      ? ''
      : `<p class="notice-fault" id="fault" role="alert">${escapeHtml(FAULT_WORDS[language][fault])}</p>`,
    name === 'device-confirm' ? device(facts, labels) : '',
    facts.form === undefined ? '' : form(name, facts, labels, query),
  ].join('\n');
}

function device({ code, client, device }: NoticeFacts, labels: Labels): string {
  const names = [device?.browser, device?.os].filter((part) => part !== undefined && part !== 'unknown');
  const rows: readonly (readonly [string, string, string?])[] = [
    [labels.client, client ?? labels.unknown],
    [labels.device, names.join(' · ') || labels.unknown],
    // Places have Chinese names only.
    device?.region == null ? [labels.place, labels.unknown] : [labels.place, device.region, 'zh-CN'],
  ];
  const list = rows.map(
    ([term, text, lang]) =>
      `<dt>${term}</dt><dd${lang === undefined ? '' : ` lang="${lang}"`}>${escapeHtml(text)}</dd>`,
  );
  return `<p class="notice-code">${escapeHtml(code ?? '')}</p><dl class="notice-facts">${list.join('')}</dl>`;
}

function form(name: NoticeName, facts: NoticeFacts, labels: Labels, query: string): string {
  const { action = '', fields = {} } = facts.form ?? {};
  const hidden = Object.entries(fields).map(
    ([field, value]) => `<input type="hidden" name="${escapeHtml(field)}" value="${escapeHtml(value)}" />`,
  );
  const inside = [
    ...hidden,
    name === 'device-code' ? input(facts, labels) : '',
    buttons(name, facts, labels),
  ];
  return `<form class="notice-form" method="post" action="${escapeHtml(action + query)}">${inside.join('')}</form>`;
}

function input({ code, fault }: NoticeFacts, labels: Labels): string {
  const attributes = [
    'name="user_code"',
    `value="${escapeHtml(code ?? '')}"`,
    'type="text" required autofocus autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40"',
    ...(fault === 'code-refused' ? ['aria-invalid="true"'] : []),
    ...(fault === undefined ? [] : ['aria-describedby="fault"']),
  ];
  return `<label class="notice-field"><span>${labels.code}</span><input ${attributes.join(' ')} /></label>`;
}

/** By the names that the engine reads: `logout`, `confirm` and `abort`. The one that changes less comes first. */
function buttons(name: NoticeName, { sendsItself }: NoticeFacts, labels: Labels): string {
  const itself = sendsItself === true || name === 'signing-out' ? ' data-sends-itself' : '';
  const primary = (text: string, attributes = '') =>
    `<button class="button button-primary" type="submit"${attributes}${itself}>${text}</button>`;
  const other = (text: string, attributes = '') =>
    `<button class="button button-quiet" type="submit"${attributes}>${text}</button>`;
  const both = {
    'sign-out': [other(labels.stay), primary(labels.signOut, ' name="logout" value="yes"')],
    'signing-out': [primary(labels.signOut, ' name="logout" value="yes"')],
    'device-code': [primary(labels.goOn)],
    'device-confirm': [
      other(labels.decline, ' name="abort" value="yes"'),
      primary(labels.goOn, ' name="confirm" value="yes"'),
    ],
    'signed-out': [],
    'still-signed-in': [],
    'device-done': [],
  }[name];
  return `<div class="notice-buttons">${both.join('')}</div>`;
}
