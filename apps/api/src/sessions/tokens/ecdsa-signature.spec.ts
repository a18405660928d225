import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { derSignature, joseSignature } from './ecdsa-signature.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const isRaw = (data: Buffer, raw: Buffer) =>
  verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw);

// One number in 256 has a leading zero byte, and one in two a sign byte: a thousand signatures have them all.
test('both spellings are the same signature, whatever its numbers look like', () => {
  for (let round = 0; round < 1000; round += 1) {
    const data = Buffer.from(`text ${round}`);
    const der = sign('sha256', data, privateKey);
    const raw = joseSignature(der);
    expect(raw).toHaveLength(64);
    expect(isRaw(data, raw)).toBe(true);
    expect(derSignature(raw)).toEqual(der);
  }
});

test('numbers as short as can be', () => {
  const raw = Buffer.alloc(64);
  raw[31] = 1;
  raw[63] = 0x80;
  expect(derSignature(raw)?.toString('hex')).toBe('300702010102020080');
  expect(joseSignature(Buffer.from('300702010102020080', 'hex'))).toEqual(raw);
});

test('another length is no signature, and one of zeros verifies nothing', () => {
  expect(derSignature(Buffer.alloc(63))).toBeUndefined();
  expect(derSignature(Buffer.alloc(65))).toBeUndefined();
  const zeros = derSignature(Buffer.alloc(64)) as Buffer;
  expect(verify('sha256', Buffer.from('text'), createPublicKey(privateKey), zeros)).toBe(false);
});
