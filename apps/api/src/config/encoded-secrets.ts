import { isGuessableBytes } from './guessable.ts';

/** The 32 bytes of a secret written as base64, base64url or hexadecimal; undefined when it is none of them. */
export function decodeSecret(text: string): Buffer | undefined {
  const trimmed = text.trim();
  if (/^[0-9a-fA-F]{64}$/.test(trimmed)) return Buffer.from(trimmed, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return undefined;
  const bytes = Buffer.from(trimmed, 'base64');
  return bytes.length === 32 ? bytes : undefined;
}

/** The keys of `whsec_…` texts (Standard Webhooks), separated by commas or spaces; undefined when one of them is none, or a pattern. */
export function decodeWebhookSecrets(text: string): Buffer[] | undefined {
  const keys = text
    .trim()
    .split(/[\s,]+/)
    .map((secret) => {
      const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1];
      return base64 === undefined ? Buffer.alloc(0) : Buffer.from(base64, 'base64');
    });
  const good = (key: Buffer) => key.length >= 24 && key.length <= 64 && !isGuessableBytes(key);
  return keys.every(good) ? keys : undefined;
}

/**
 * The 32 bytes of an EncodingAESKey: 43 characters of base64 whose `=` WeChat leaves out. Undefined when it is none.
 * https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
 */
export function decodeEncodingAesKey(text: string): Buffer | undefined {
  return /^[A-Za-z0-9]{43}$/.test(text) ? Buffer.from(`${text}=`, 'base64') : undefined;
}
