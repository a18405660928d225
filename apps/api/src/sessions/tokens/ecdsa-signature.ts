// A P-256 signature in its two spellings. OpenSSL makes and checks DER (SEC 1 §C.8), a JWT carries r and s as 32 bytes
// each (RFC 7518 §3.4). Node converts too (`dsaEncoding`), and takes as long for it as for signing itself.

const NUMBER_BYTES = 32;
const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** The 64 bytes that a JWT carries of a DER signature that `crypto.sign` made. */
export function joseSignature(der: Buffer): Buffer {
  const raw = Buffer.alloc(2 * NUMBER_BYTES);
  // SEQUENCE, its length (below 128 for this curve), then for each number INTEGER, its length, its bytes.
  let at = 2;
  for (const end of [NUMBER_BYTES, 2 * NUMBER_BYTES]) {
    const length = der[at + 1] ?? 0;
    const start = at + 2;
    at = start + length;
    // A leading zero keeps a number positive; leading zeros of a short one are left out.
    const digits = Math.min(length, NUMBER_BYTES);
    der.copy(raw, end - digits, at - digits, at);
  }
  return raw;
}

/** The DER of a JWT's signature; undefined when it has not 64 bytes. */
export function derSignature(raw: Buffer): Buffer | undefined {
  if (raw.length !== 2 * NUMBER_BYTES) return undefined;
  const numbers = [raw.subarray(0, NUMBER_BYTES), raw.subarray(NUMBER_BYTES)].map(derInteger);
  const body = Buffer.concat(numbers);
  return Buffer.concat([Buffer.from([SEQUENCE, body.length]), body]);
}

function derInteger(number: Buffer): Buffer {
  let start = 0;
  while (start < NUMBER_BYTES - 1 && number[start] === 0) start += 1;
  const digits = number.subarray(start);
  const sign = (digits[0] ?? 0) > 0x7f ? [0] : [];
  return Buffer.concat([Buffer.from([INTEGER, digits.length + sign.length, ...sign]), digits]);
}
