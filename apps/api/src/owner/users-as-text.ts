import type { OwnerUser } from '@maqiao/shared';

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
] as const satisfies (keyof OwnerUser)[];

/**
 * People as CSV (RFC 4180), with a byte order mark: without it spreadsheets read Chinese names as noise. A text that a
 * spreadsheet would run as a formula begins with an apostrophe; whoever wants every character asks for JSON.
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

/** People as lines for a terminal. What a nickname would do to the terminal is taken out of it. */
export function tableOf(people: readonly OwnerUser[]): string {
  const rows = people.map((person) => [
    person.id,
    person.openid,
    person.lastLoginAt.slice(0, 16).replace('T', ' '),
    String(person.sessions),
    person.blocked ? 'blocked' : '',
    (person.nickname ?? '–').replace(/[\p{Cc}\p{Cf}]/gu, ''),
  ]);
  // The nickname is last: how wide it is depends on the terminal's font.
  const heads = ['id', 'openid', 'last sign-in (UTC)', 'browsers', '', 'nickname'];
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [heads, ...rows]
    .map((row) =>
      row.map((text, column) => (column === 5 ? text : text.padEnd(widths[column] ?? 0))).join('  '),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}
