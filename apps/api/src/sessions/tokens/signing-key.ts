import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
  type KeyPairKeyObjectResult,
} from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint, type JWK } from 'jose';
import type { SigningKeyRow } from '../../platform/database/tables.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';

/** ECDSA with P-256 and SHA-256 (RFC 7518 §3.4), RSASSA-PKCS1-v1_5 with SHA-256 (§3.3). */
export type SigningAlgorithm = 'ES256' | 'RS256';

/** Of access tokens. */
export const SIGNING_ALGORITHM = 'ES256';

const generate = promisify(generateKeyPair);

/** One key, ready to use. Times are Unix milliseconds. */
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
  algorithm: SigningAlgorithm,
  times: Pick<SigningKeyRow, 'generation' | 'created_at' | 'signs_from'>,
): Promise<SigningKeyRow> {
  const { publicKey, privateKey } = await keyPair(algorithm);
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = await calculateJwkThumbprint(jwk);
  return {
    ...times,
    kid,
    public_jwk: JSON.stringify({ ...jwk, kid, alg: algorithm, use: 'sig' }),
    private_sealed: secret.seal('signing-keys', kid, JSON.stringify(privateKey.export({ format: 'jwk' }))),
  };
}

function keyPair(algorithm: SigningAlgorithm): Promise<KeyPairKeyObjectResult> {
  switch (algorithm) {
    case 'ES256':
      return generate('ec', { namedCurve: 'P-256' });
    case 'RS256':
      return generate('rsa', { modulusLength: 2048 });
  }
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
