import { randomFillSync, randomInt } from 'node:crypto';

const ID_BYTES = 16;
/** Drawn for many ids at once: asking for sixteen bytes takes nearly as long as asking for all of these. */
const drawn = Buffer.allocUnsafeSlow(ID_BYTES * 128);
let used = drawn.length;

/** A fresh public id: 22 characters of base64url, 128 bits. For people, sessions, requests, keys. */
export function randomId(): string {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += ID_BYTES;
  return drawn.toString('base64url', used - ID_BYTES, used);
}

/** The two digits of number match, `10` to `99`: no leading zero to be lost in typing. */
export function randomMatchNumber(): string {
  return String(randomInt(10, 100));
}
