import { IDENTITY_PROVIDERS, type IdentityProvider } from '@maqiao/shared';
import { externalId, nicknameSchema } from '@maqiao/shared/schemas';
import { message, type OperatorMessage } from '../../platform/operator-messages/messages.ts';
import { lineMessages, wantMessages } from './import-messages.ts';

/** One identity of a person of another system. */
export interface ImportRow {
  /** Where it stands in the file: a line, or of a JSON list the number of the element, from 1. */
  readonly line: number;
  readonly provider: IdentityProvider;
  readonly appId: string;
  readonly openid: string;
  readonly unionid: string | undefined;
  /** By our rules; undefined for a name that breaks them. */
  readonly nickname: string | undefined;
  /** Whether there was one that breaks our rules. */
  readonly nicknameLeftOut: boolean;
  readonly externalId: string | undefined;
  /** Unix milliseconds. */
  readonly createdAt: number | undefined;
}

/** The columns of a file. */
export const COLUMNS = [
  'provider',
  'app_id',
  'openid',
  'unionid',
  'nickname',
  'external_id',
  'created_at',
] as const;

type Column = (typeof COLUMNS)[number];

/** Something is wrong with a line of the file. The message does not say which line. */
export class LineError extends Error {
  constructor(readonly why: OperatorMessage) {
    super(why.en);
  }
}

/** An openid or unionid: letters, digits, `_` and `-`. The length is not fixed by WeChat. */
const WECHAT_ID = /^[A-Za-z0-9_-]{4,128}$/;
const APP_ID = /^[A-Za-z0-9_-]{4,64}$/;
/** From 2001 on in seconds, or in milliseconds. */
const UNIX = /^(\d{9,10}|\d{12,13})$/;

/**
 * The name of a column, however another system writes it: `appId`, `App_ID`.
 * @throws LineError when there is no such column: what is in it would be lost
 */
export function columnOf(name: string): Column {
  const plain = name
    .trim()
    .replace(/[_\s-]/g, '')
    .toLowerCase();
  const column = COLUMNS.find((one) => one.replaceAll('_', '') === plain);
  if (column === undefined)
    throw new LineError(
      message(lineMessages.unknown_column, { column: name.slice(0, 40), known: COLUMNS.join(', ') }),
    );
  return column;
}

/** The person of a line. @throws LineError */
export function importRowOf(line: number, values: ReadonlyMap<Column, string>): ImportRow {
  const text = (column: Column): string | undefined => {
    const value = values.get(column)?.trim() ?? '';
    // What a decoder puts in the place of bytes that are not UTF-8, such as those of a file in GBK.
    if (value.includes('\uFFFD')) throw new LineError(message(lineMessages.not_utf8, { column }));
    return value === '' ? undefined : value;
  };
  const read = <Value>(column: keyof typeof wantMessages, reading: (value: string) => Value | undefined) => {
    const value = text(column);
    if (value === undefined) return undefined;
    const found = reading(value);
    if (found === undefined)
      throw new LineError(message(lineMessages.wrong_value, { column, wants: wantMessages[column] }));
    return found;
  };
  const required = <Value>(column: Column, value: Value | undefined): Value => {
    if (value === undefined) throw new LineError(message(lineMessages.missing, { column }));
    return value;
  };
  const given = text('nickname');
  const nickname = given === undefined ? undefined : nicknameSchema.safeParse(given).data;
  const matching = (pattern: RegExp) => (value: string) => (pattern.test(value) ? value : undefined);
  return {
    line,
    provider: providerOf(required('provider', text('provider'))),
    appId: required('app_id', read('app_id', matching(APP_ID))),
    openid: required('openid', read('openid', matching(WECHAT_ID))),
    unionid: read('unionid', matching(WECHAT_ID)),
    nickname,
    nicknameLeftOut: given !== undefined && nickname === undefined,
    externalId: read('external_id', (value) => externalId.safeParse(value).data),
    createdAt: read('created_at', timeOf),
  };
}

function providerOf(text: string): IdentityProvider {
  const provider = IDENTITY_PROVIDERS.find((one) => one === text || one === `wechat-${text}`);
  if (provider === undefined) throw new LineError(message(lineMessages.wrong_provider));
  return provider;
}

/** A time without a zone is refused: nobody could tell which one it is. */
function timeOf(text: string): number | undefined {
  if (UNIX.test(text)) return Number(text) * (text.length > 10 ? 1 : 1000);
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const time = Date.parse(text.replace(' ', 'T'));
  return Number.isNaN(time) || time < 0 ? undefined : time;
}
