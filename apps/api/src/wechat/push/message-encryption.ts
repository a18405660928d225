import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';

// The signatures and the encryption of WeChat's event push.
// https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html

/** PKCS#7 for AES pads to 16 bytes; WeChat pads to 32. */
const PADDED_TO = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/** SHA-1 of the texts, sorted and joined: `signature` of token, timestamp and nonce; `msg_signature` of `Encrypt` as well. */
export function pushSignature(...texts: readonly string[]): string {
  return hash('sha1', [...texts].sort().join(''), 'hex');
}

/**
 * Encrypts an answer: AES-256-CBC of 16 random bytes, the length in 4 bytes, the message and the app id.
 * @param key the 32 bytes of an EncodingAESKey
 * @param random for WeChat's worked examples, which fix them
 * @returns base64
 */
export function encryptMessage(
  key: Buffer,
  appId: string,
  message: string,
  random: Buffer = randomBytes(RANDOM_BYTES),
): string {
  const text = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([random, length, text, Buffer.from(appId, 'utf8')]);
  const padding = PADDED_TO - (plain.length % PADDED_TO);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(padding, padding)),
    cipher.final(),
  ]).toString('base64');
}

/** What was in an encrypted message, and the account that it was meant for. */
export interface DecryptedMessage {
  readonly message: string;
  readonly appId: string;
}

/**
 * Decrypts a message. Its signature must have been checked before: so nobody learns anything from trying.
 * @param key the 32 bytes of an EncodingAESKey
 * @returns undefined when it was encrypted with another key, or is no message at all
 */
export function decryptMessage(key: Buffer, encrypted: string): DecryptedMessage | undefined {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % 16 !== 0) return undefined;
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > PADDED_TO || padding > padded.length) return undefined;
  if (padded.subarray(-padding).some((byte) => byte !== padding)) return undefined;
  const plain = padded.subarray(0, -padding);
  const start = RANDOM_BYTES + LENGTH_BYTES;
  if (plain.length < start) return undefined;
  const end = start + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length) return undefined;
  return { message: plain.toString('utf8', start, end), appId: plain.toString('utf8', end) };
}
