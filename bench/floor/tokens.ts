import {
  createCipheriv,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { TOKEN_SECONDS } from './rows.ts';

/** The form of a JWT's signature (RFC 7518 §3.4), which Node knows by this name. */
const DSA_ENCODING = 'ieee-p1363';
const SEAL_KEY = createSecretKey(Buffer.alloc(32, 7));

/** Access tokens as the product's: RFC 9068, ES256, the same claims. */
export class Tokens {
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  readonly #header: string;
  readonly #issuer: string;

  constructor(key: string, issuer: string) {
    this.#privateKey = createPrivateKey(key);
    this.#publicKey = createPublicKey(this.#privateKey);
    this.#issuer = issuer;
    this.#header = Buffer.from('{"alg":"ES256","typ":"at+jwt","kid":"floor"}').toString('base64url');
  }

  static makeKey(): string {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  }

  mint(sub: string, aud: string, sid?: string): string {
    const now = Math.floor(Date.now() / 1000);
    const session = sid === undefined ? '' : `"sid":"${sid}",`;
    const claims = `{"iss":"${this.#issuer}","sub":"${sub}","aud":"${aud}","client_id":"${aud}",${session}"jti":"${randomBytes(16).toString('base64url')}","iat":${now},"exp":${now + TOKEN_SECONDS}}`;
    const signed = `${this.#header}.${Buffer.from(claims).toString('base64url')}`;
    const signature = sign('sha256', Buffer.from(signed), {
      key: this.#privateKey,
      dsaEncoding: DSA_ENCODING,
    });
    return `${signed}.${signature.toString('base64url')}`;
  }

  /** The person of a phone's token; undefined when it is none of ours, or too old. */
  personOf(token: string): string | undefined {
    const [header, claims, signature] = token.split('.');
    if (header !== this.#header || claims === undefined || signature === undefined) return undefined;
    const key = { key: this.#publicKey, dsaEncoding: DSA_ENCODING } as const;
    const signed = Buffer.from(`${header}.${claims}`);
    if (!verify('sha256', signed, key, Buffer.from(signature, 'base64url'))) return undefined;
    const { iss, sub, aud, client_id, exp } = JSON.parse(
      Buffer.from(claims, 'base64url').toString(),
    ) as Record<string, unknown>;
    const good =
      iss === this.#issuer && aud === 'mini-program' && client_id === aud && typeof sub === 'string';
    return good && Number(exp) + 30 > Date.now() / 1000 ? sub : undefined;
  }
}

/** A session key as the product keeps it: AES-256-GCM, bound to its row. */
export function seal(rowId: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', SEAL_KEY, nonce).setAAD(Buffer.from(rowId));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `v1.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
}
