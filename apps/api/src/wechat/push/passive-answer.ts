import { randomInt } from 'node:crypto';
import { encryptMessage, pushSignature } from './message-encryption.ts';
import { writePushDocument, type PushFormat } from './push-document.ts';
import type { PushMessage } from './push-message.ts';

/** What an answer is written with. */
export interface AnswerForm {
  readonly format: PushFormat;
  /** The key that decrypted the message; undefined when it was not encrypted. */
  readonly key: Buffer | undefined;
  readonly appId: string;
  readonly token: string;
}

/**
 * Writes what the person reads in the chat as the answer to their message (WeChat: passive reply).
 * @param now Unix milliseconds
 */
export function writeAnswer(
  text: string,
  { to, from }: Pick<PushMessage, 'to' | 'from'>,
  { format, key, appId, token }: AnswerForm,
  now: number,
): string {
  const timestamp = Math.floor(now / 1000);
  const plain = writePushDocument(format, {
    ToUserName: from,
    FromUserName: to,
    CreateTime: timestamp,
    MsgType: 'text',
    Content: text,
  });
  if (key === undefined) return plain;
  const encrypted = encryptMessage(key, appId, plain);
  const nonce = String(randomInt(100_000_000, 1_000_000_000));
  return writePushDocument(format, {
    Encrypt: encrypted,
    MsgSignature: pushSignature(token, String(timestamp), nonce, encrypted),
    TimeStamp: timestamp,
    Nonce: nonce,
  });
}
