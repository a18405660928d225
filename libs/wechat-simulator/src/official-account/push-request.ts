import { randomBytes, randomInt } from 'node:crypto';
import { encryptMessage, pushSignature } from './message-encryption.ts';
import type { OfficialAccountSettings } from './settings.ts';
import { cdata } from './xml.ts';

/** The members of a push in their order. A bigint is a number in both formats, of any length. */
export type PushFields = Readonly<Record<string, string | number | bigint>>;

/** A push as it goes over the wire. */
export interface PushRequest {
  readonly query: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: string;
}

/** Signs a push and writes it in the account's format and mode. `now` is in milliseconds since 1970. */
export function pushRequest(settings: OfficialAccountSettings, fields: PushFields, now: number): PushRequest {
  const timestamp = String(Math.floor(now / 1000));
  const nonce = String(randomInt(100_000_000, 2_000_000_000));
  const { token, appId, encodingAesKey, mode, format } = settings;
  const query: Record<string, string> = {
    signature: pushSignature(token, timestamp, nonce),
    timestamp,
    nonce,
    openid: String(fields.FromUserName ?? ''),
  };
  const contentType = format === 'json' ? 'application/json' : 'text/xml';
  const plain = written(format, fields);
  if (mode === 'plain') return { query, contentType, body: plain };
  const Encrypt = encryptMessage(encodingAesKey, appId, plain);
  query.encrypt_type = 'aes';
  query.msg_signature = pushSignature(token, timestamp, nonce, Encrypt);
  const visible = mode === 'compatible' ? fields : { ToUserName: fields.ToUserName ?? '' };
  return { query, contentType, body: written(format, { ...visible, Encrypt }) };
}

/** The query of the request with which WeChat checks a push address (`GET`). */
export function addressCheckQuery(
  settings: OfficialAccountSettings,
  now: number,
): Readonly<Record<'signature' | 'timestamp' | 'nonce' | 'echostr', string>> {
  const timestamp = String(Math.floor(now / 1000));
  const nonce = String(randomInt(100_000_000, 2_000_000_000));
  // A number of 16 to 20 digits.
  const echostr = (randomBytes(8).readBigUInt64BE() | (1n << 60n)).toString();
  return { signature: pushSignature(settings.token, timestamp, nonce), echostr, timestamp, nonce };
}

function written(format: 'xml' | 'json', fields: PushFields): string {
  const members = Object.entries(fields);
  if (format === 'json') {
    const json = members.map(
      ([name, value]) =>
        `${JSON.stringify(name)}:${typeof value === 'bigint' ? value : JSON.stringify(value)}`,
    );
    return `{${json.join(',')}}`;
  }
  const xml = members.map(
    ([name, value]) => `<${name}>${typeof value === 'string' ? cdata(value) : value}</${name}>`,
  );
  return `<xml>${xml.join('\n')}</xml>`;
}
