import { hash } from 'node:crypto';
import type { Settings } from '../../config/settings.ts';
import { sameText } from '../../platform/secret/same-text.ts';
import { decryptMessage, pushSignature } from './message-encryption.ts';
import type { pushMessages } from './push-messages.ts';
import { readPushDocument, type PushFields, type PushFormat } from './push-document.ts';
import { readPushMessage, type PushMessage } from './push-message.ts';
import type { PushStore } from './push-store.ts';

type Account = NonNullable<Settings['wechat']['officialAccount']>;

/** A request to the address of the event push. */
export interface PushRequest {
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** Why a request is not taken: an entry of the operator's messages. */
export type PushRefusal = Extract<keyof typeof pushMessages, `refused_${string}`>;

/** A message that WeChat has sent, beyond doubt, and what its answer is written with. */
export interface ReceivedPush {
  readonly message: PushMessage;
  readonly format: PushFormat;
  /** The key that decrypted it: one of two while the EncodingAESKey is being changed. Undefined in the mode plain. */
  readonly key: Buffer | undefined;
}

/** How far the time in a request may be from ours, in either direction. */
const FRESH_MS = 5 * 60_000;

/**
 * Checks that a request is WeChat's, and for this account, and reads its message. The signature in the query covers token,
 * timestamp and nonce but never the body; so the body is believed because it is encrypted and signed itself, or, in the
 * mode plain, because its signature has not come with another one.
 * @param now Unix milliseconds
 */
export async function receivePush(
  request: PushRequest,
  account: Account,
  store: PushStore,
  now: number,
): Promise<ReceivedPush | PushRefusal> {
  const timestamp = request.query.get('timestamp') ?? '';
  const nonce = request.query.get('nonce') ?? '';
  const document = readPushDocument(request.body.toString('utf8'));
  if (document === undefined) return 'refused_unreadable';
  const { format, fields } = document;
  const encrypted = fields.get('Encrypt');
  const isEncrypted = encrypted !== undefined && account.encodingAesKeys.length > 0;
  if (!isEncrypted && account.mode !== 'plain') return 'refused_plain';
  const [name, ...signed] = isEncrypted
    ? ['msg_signature', account.token, timestamp, nonce, encrypted]
    : ['signature', account.token, timestamp, nonce];
  const signature = request.query.get(name ?? '') ?? '';
  if (!sameText(signature, pushSignature(...signed))) return 'refused_forged';
  // After the signature: only WeChat is told that our clock may be wrong.
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Number(timestamp) * 1000 - now) > FRESH_MS)
    return 'refused_old';
  if (isEncrypted) {
    const opened = open(encrypted, account);
    if (typeof opened === 'string') return opened;
    return addressed({ fields: opened.fields, format, key: opened.key }, account);
  }
  const isFirst = await store.isFirstBody(signature, hash('sha256', request.body, 'base64url'));
  return isFirst ? addressed({ fields, format, key: undefined }, account) : 'refused_other_body';
}

/** Whether a request is WeChat's check of this address. It is answered with its `echostr`. */
export function isAddressCheck(query: URLSearchParams, { token }: Pick<Account, 'token'>): boolean {
  const [signature, timestamp, nonce] = ['signature', 'timestamp', 'nonce'].map(
    (name) => query.get(name) ?? '',
  );
  return sameText(signature ?? '', pushSignature(token, timestamp ?? '', nonce ?? ''));
}

function open(
  encrypted: string,
  { encodingAesKeys, appId }: Account,
): { fields: PushFields; key: Buffer } | PushRefusal {
  for (const key of encodingAesKeys) {
    const decrypted = decryptMessage(key, encrypted);
    if (decrypted === undefined) continue;
    if (decrypted.appId !== appId) return 'refused_other_app';
    const inside = readPushDocument(decrypted.message);
    return inside === undefined ? 'refused_unreadable' : { fields: inside.fields, key };
  }
  return 'refused_key';
}

function addressed(
  { fields, format, key }: { fields: PushFields; format: PushFormat; key: Buffer | undefined },
  { id }: Account,
): ReceivedPush | PushRefusal {
  const message = readPushMessage(fields);
  if (message === undefined) return 'refused_unreadable';
  return message.to === id ? { message, format, key } : 'refused_other_account';
}
