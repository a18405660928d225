import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import type { SigningKeyRow } from '../../platform/database/tables.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';

/** ECDSA with P-256 and SHA-256 (RFC 7518 §3.4). */
export const SIGNING_ALGORITHM = 'ES256';

/** One ES256 key (P-256, RFC 7518 §3.4), ready to use. Times are Unix milliseconds. */
export interface SigningKey {
  readonly kid: string;
  readonly generation: number;
  readonly signsFrom: number;
  readonly publicJwk: JWK;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** A fresh key as a row, its private half sealed to its id (the thumbprint of RFC 7638). */
export async function makeSigningKey(
  secret: MaqiaoSecret,
  times: Pick<SigningKeyRow, 'generation' | 'created_at' | 'signs_from'>,
): Promise<SigningKeyRow> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = await calculateJwkThumbprint(jwk);
  return {
    ...times,
    kid,
    public_jwk: JSON.stringify({ ...jwk, kid, alg: SIGNING_ALGORITHM, use: 'sig' }),
    private_sealed: secret.seal('signing-keys', kid, JSON.stringify(privateKey.export({ format: 'jwk' }))),
  };
}

/** A row as a usable key. @throws Error when its private half does not open */
export function openSigningKey(secret: MaqiaoSecret, row: SigningKeyRow): SigningKey {
  const publicJwk = JSON.parse(row.public_jwk) as JWK;
  const privateJwk = JSON.parse(secret.open('signing-keys', row.kid, row.private_sealed)) as JsonWebKey;
  return {
    kid: row.kid,
    generation: row.generation,
    signsFrom: row.signs_from,
    publicJwk,
    publicKey: createPublicKey({ key: publicJwk, format: 'jwk' }),
    privateKey: createPrivateKey({ key: privateJwk, format: 'jwk' }),
  };
}
