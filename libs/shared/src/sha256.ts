// Plain code because `crypto.subtle` does not exist on an http LAN address, and a mini program has none at all.

// Computed, as a table of them would be a quarter of a kilobyte in every page: a root's first bits behind the point are far
// within what a double holds (35 of 53), so that engines that round it differently agree.
const PRIMES = [2];
for (let n = 3; PRIMES.length < 64; n += 2) if (PRIMES.every((prime) => n % prime !== 0)) PRIMES.push(n);

/** The first 32 bits of the fractional part of a prime's root. */
const bitsOfRoot = (prime: number, degree: number): number =>
  Math.floor((Math.pow(prime, 1 / degree) % 1) * 0x100000000);

/** Of the square roots of the first 8 primes (FIPS 180-4 §5.3.3). */
const INITIAL = PRIMES.slice(0, 8).map((prime) => bitsOfRoot(prime, 2));

/** Of the cube roots of the first 64 primes (FIPS 180-4 §4.2.2). */
const K = PRIMES.map((prime) => bitsOfRoot(prime, 3));

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** SHA-256 (FIPS 180-4) of an ASCII text. Throws a RangeError on a character above 0x7f. */
export function sha256(ascii: string): Uint8Array {
  const length = ascii.length;
  const blocks = new Uint8Array(((length + 8) >> 6) * 64 + 64);
  for (let i = 0; i < length; i++) {
    const unit = ascii.charCodeAt(i);
    if (unit > 0x7f) throw new RangeError('sha256 takes ASCII only');
    blocks[i] = unit;
  }
  blocks[length] = 0x80;
  const view = new DataView(blocks.buffer);
  view.setUint32(blocks.length - 4, length * 8);

  const hash = new Uint32Array(INITIAL);
  const schedule = new Uint32Array(64);
  for (let offset = 0; offset < blocks.length; offset += 64) {
    for (let t = 0; t < 16; t++) schedule[t] = view.getUint32(offset + 4 * t);
    for (let t = 16; t < 64; t++) {
      const w15 = schedule[t - 15] as number;
      const w2 = schedule[t - 2] as number;
      const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
      const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
      schedule[t] = (schedule[t - 16] as number) + s0 + (schedule[t - 7] as number) + s1;
    }
    compress(hash, schedule);
  }

  const digest = new Uint8Array(32);
  const out = new DataView(digest.buffer);
  hash.forEach((word, i) => out.setUint32(4 * i, word));
  return digest;
}

function compress(hash: Uint32Array, schedule: Uint32Array): void {
  // The array has eight words; the type does not express that.
  let [a, b, c, d, e, f, g, h] = hash as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let t = 0; t < 64; t++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[t] as number) + (schedule[t] as number)) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    hash[i] = (hash[i] as number) + word;
  });
}
