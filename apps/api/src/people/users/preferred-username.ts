import { createHash } from 'node:crypto';

/** 32 characters, so that each is as likely as the others, without those that are taken for another. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 8;

/** A user name for programs that want one: `wx_` and 8 characters. @param draw another one for each number */
export function preferredUsername(userId: string, draw: number): string {
  const bytes = createHash('sha256')
    .update(`preferred_username ${draw} ${userId}`)
    .digest()
    .subarray(0, LENGTH);
  return `wx_${[...bytes].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')}`;
}
