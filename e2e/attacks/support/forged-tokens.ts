import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A genuine token taken apart. */
export function parts(token: string): {
  head: Record<string, unknown>;
  claims: Record<string, unknown>;
  signature: string;
} {
  const [head = '', claims = '', signature = ''] = token.split('.');
  const read = (text: string) =>
    JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
  return { head: read(head), claims: read(claims), signature };
}

/** A token of whatever head and claims, with whatever signature. */
export const forged = (head: object, claims: object, signature: string): string =>
  `${encode(head)}.${encode(claims)}.${signature}`;

/** Signed by HMAC, as if the server's public key were a shared secret. */
export function signedByHmac(head: object, claims: object, secret: string): string {
  const text = `${encode(head)}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** Signed with ES256 by a key of the attacker's own. */
export function signedByOwnKey(head: object, claims: object, key: KeyObject): string {
  const text = `${encode(head)}.${encode(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** A key of the attacker's own, and its public half as JWKs name it. */
export function ownKey(): { key: KeyObject; jwk: object } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { key: privateKey, jwk: publicKey.export({ format: 'jwk' }) };
}
