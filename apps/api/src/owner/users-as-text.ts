import type { OwnerUser } from '@maqiao/shared';
import { localize } from '../platform/operator-messages/messages.ts';
import { ownerMessages } from './owner-messages.ts';

const COLUMNS = [
  'id',
  'nickname',
  'openid',
  'unionid',
  'blocked',
  'sessions',
  'createdAt',
  'lastLoginAt',
  'avatarUrl',
] as const satisfies (keyof Omit<OwnerUser, 'identities'>)[];

/**
 * People as CSV (RFC 4180), with a byte order mark: without it spreadsheets misread Chinese names. A text that a
 * spreadsheet would run as a formula begins with an apostrophe; JSON has every text unchanged.
 */
export function csvOf(people: readonly OwnerUser[]): string {
  const lines = people.map((person) => COLUMNS.map((column) => cell(person[column])).join(','));
  return `\uFEFF${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

function cell(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  // Ids may begin with a minus: they are ours, of letters and digits, and must stay what they are.
  const safe = /^[\t\r=+@]/.test(value) || /^-.*[^\w-]/s.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** People as lines for a terminal. */
export function tableOf(people: readonly OwnerUser[]): string {
  const rows = people.map((person) => [
    person.id,
    person.openid ?? '–',
    minuteOf(person.lastLoginAt),
    String(person.sessions),
    person.blocked ? localize(ownerMessages.mark_blocked) : '',
    printable(person.nickname) ?? '–',
  ]);
  // The nickname is last: how wide it is depends on the terminal's font.
  const heads = [
    'id',
    'openid',
    localize(ownerMessages.head_last_sign_in),
    localize(ownerMessages.head_browsers),
    '',
    localize(ownerMessages.head_nickname),
  ];
  const widths = heads.map((head, column) =>
    Math.max(widthOf(head), ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return [heads, ...rows]
    .map((row) =>
      row
        .map((text, column) =>
          column === 5 ? text : text + ' '.repeat((widths[column] ?? 0) - widthOf(text)),
        )
        .join('  '),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** One person with every identity, for a terminal. */
export function detailsOf(person: OwnerUser): string {
  const ways = person.identities.map(({ provider, appId, subject, unionid, lastUsedAt }) =>
    [
      `${provider} ${appId}`,
      subject,
      ...(unionid === null ? [] : [`unionid ${unionid}`]),
      minuteOf(lastUsedAt),
    ].join('  '),
  );
  return `${tableOf([person])}\n${[localize(ownerMessages.head_identities), ...ways.map((way) => `  ${way}`)].join('\n')}\n`;
}

/** A nickname without control characters, which could change the terminal. */
export function printable(nickname: string | null): string | null {
  return nickname === null ? null : nickname.replace(/[\p{Cc}\p{Cf}]/gu, '');
}

function minuteOf(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

/** The width of a text in columns: terminals draw Chinese characters and signs two columns wide. */
export function widthOf(text: string): number {
  return text.length + [...text.matchAll(/[\u3000-\u9fff\uff01-\uff60]/g)].length;
}
