import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { decodeBase64url } from './base64url.ts';
import { isGuessableBytes } from '../../config/guessable.ts';

/** What a derived key is for. One key a purpose: a value made for one is worth nothing for another. */
export type SecretPurpose =
  | 'cookie-mac'
  | 'signing-keys'
  | 'session-key'
  | 'access-token'
  | 'access-token-mac'
  | 'check'
  | 'doctor'
  | 'backup'
  | 'client-secret'
  | 'oidc-record'
  | 'oidc-id'
  | 'oidc-cookies'
  | 'interaction-cookie'
  | 'forward-auth'
  | 'web-tokens'
  | 'redirect-cookie'
  | 'redirect-sign-in'
  | 'confirm-page'
  | 'confirm-cookie'
  | 'scene-identity';

/** NIST SP 800-38D §8.2.2: random 96-bit nonces are good for 2^32 values under one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The 32 bytes that everything secret in the database is bound to, and the keys derived from them. Never logs. */
export class MaqiaoSecret {
  readonly #secret: Buffer;
  /** As key objects: from plain bytes OpenSSL makes one anew for each value. */
  readonly #keys = new Map<SecretPurpose, KeyObject>();

  /** The bytes are a pattern, and not random: whoever guesses it can sign in as anybody. */
  readonly isGuessable: boolean;

  /** @param secret 32 bytes, uniformly random */
  constructor(secret: Buffer) {
    if (secret.length !== 32) throw new RangeError('the secret must have 32 bytes');
    this.#secret = secret;
    this.isGuessable = isGuessableBytes(secret);
  }

  /**
   * Encrypts a text for one row: AES-256-GCM with the row's id as associated data, so that a value copied into
   * another row does not open. @returns `v1.<nonce>.<ciphertext and tag>`, base64url
   */
  seal(purpose: SecretPurpose, rowId: string, plaintext: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key(purpose), nonce).setAAD(Buffer.from(rowId));
    const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `v1.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
  }

  /** The text that was sealed for this purpose and row. @throws Error without detail when it does not open */
  open(purpose: SecretPurpose, rowId: string, sealed: string): string {
    try {
      const [version, nonceText = '', sealedText = ''] = sealed.split('.');
      const nonce = decodeBase64url(nonceText);
      const bytes = decodeBase64url(sealedText);
      if (
        version !== 'v1' ||
        nonce?.length !== NONCE_BYTES ||
        bytes === undefined ||
        bytes.length < TAG_BYTES
      )
        throw new Error('form');
      const decipher = createDecipheriv('aes-256-gcm', this.#key(purpose), nonce, {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(rowId))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      return decipher.update(bytes.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw new Error(`a sealed value (${purpose}) does not open`);
    }
  }

  /** HMAC-SHA256 of a text. @returns 43 characters, base64url */
  mac(purpose: SecretPurpose, text: string): string {
    return createHmac('sha256', this.#key(purpose)).update(text).digest('base64url');
  }

  /** HKDF-SHA256 (RFC 5869); the secret is uniformly random, so no salt is needed (§3.1). */
  #key(purpose: SecretPurpose): KeyObject {
    let key = this.#keys.get(purpose);
    if (key === undefined) {
      key = createSecretKey(Buffer.from(hkdfSync('sha256', this.#secret, '', `maqiao ${purpose}`, 32)));
      this.#keys.set(purpose, key);
    }
    return key;
  }
}
