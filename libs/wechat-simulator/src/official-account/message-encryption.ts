import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** WeChat pads to blocks of this many bytes, twice those of AES. */
const BLOCK = 32;
const RANDOM_LENGTH = 16;

/**
 * A signature of WeChat's pushes: SHA-1, in hexadecimal, of the sorted and joined parts. `signature` is that of token,
 * timestamp and nonce; `msg_signature` has Encrypt as a fourth.
 */
export function pushSignature(...parts: string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

/**
 * Encrypts a message as WeChat does: AES-256-CBC over 16 random bytes, the length in 4 bytes, the
 * message and the app id, padded to 32. Base64. `random` is for tests only.
 */
export function encryptMessage(
  encodingAesKey: string,
  appId: string,
  message: string,
  random: Buffer = randomBytes(RANDOM_LENGTH),
): string {
  const content = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const unpadded = Buffer.concat([random, length, content, Buffer.from(appId)]);
  const padding = BLOCK - (unpadded.length % BLOCK);
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(Buffer.concat([unpadded, Buffer.alloc(padding, padding)])),
    cipher.final(),
  ]).toString('base64');
}

/** The message of an encrypted text. Throws an Error that says what is wrong with it. */
export function decryptMessage(encodingAesKey: string, appId: string, encrypted: string): string {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % 16 !== 0)
    throw new Error('Encrypt is not a whole number of blocks');
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  const whole =
    padding >= 1 && padding <= BLOCK && padded.subarray(-padding).every((byte) => byte === padding);
  if (!whole) throw new Error('Encrypt has no valid padding: another EncodingAESKey?');
  const content = padded.subarray(RANDOM_LENGTH, -padding);
  const length = content.length < 4 ? Infinity : content.readUInt32BE(0);
  if (length > content.length - 4) throw new Error('Encrypt is shorter than the length in it');
  if (content.subarray(4 + length).toString() !== appId) throw new Error('Encrypt carries another app id');
  return content.subarray(4, 4 + length).toString();
}
