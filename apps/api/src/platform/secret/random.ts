import { randomBytes, randomInt } from 'node:crypto';

/** A fresh public id: 22 characters of base64url, 128 bits. For people, sessions, requests, keys. */
export function randomId(): string {
  return randomBytes(16).toString('base64url');
}

/** The two digits of number match, `10` to `99`: no leading zero to be lost in typing. */
export function randomMatchNumber(): string {
  return String(randomInt(10, 100));
}
