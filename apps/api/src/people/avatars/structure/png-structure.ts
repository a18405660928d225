import { inflateSync } from 'node:zlib';
import { EXIF_AT_MOST, ICC_AT_MOST, requireMemory, requirePixels, UnfitPicture } from './unfit-picture.ts';

const SIGNATURE_BYTES = 8;
/** Length, type and check of a chunk. */
const CHUNK_OVERHEAD = 12;
/** Encoders write the picture in chunks of 8 KiB or more. */
const CHUNKS_AT_MOST = 4096;
/** Samples of a pixel, by the type of colour (table 11.1). */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Chunks that the drawing needs beside the pixels: transparency and colours. Texts and animations are left out. */
const NEEDED = new Set(['PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'eXIf']);

/**
 * Walks the chunks of a PNG (W3C PNG, third edition, 5.3) without decoding it.
 * @param bytes begin with the signature
 * @returns the same picture without texts, times, further frames and everything else that the drawing does not need
 * @throws UnfitPicture when it is broken or would take too much memory
 */
export function soundPng(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, SIGNATURE_BYTES)];
  const seen = new Set<string>();
  let last = '';
  let at = SIGNATURE_BYTES;
  for (let count = 0; last !== 'IEND'; count += 1) {
    if (count > CHUNKS_AT_MOST) throw new UnfitPicture('chunks');
    if (at + CHUNK_OVERHEAD > bytes.length) throw new UnfitPicture('cut');
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const end = at + CHUNK_OVERHEAD + length;
    if (end > bytes.length || !/^[A-Za-z]{4}$/.test(type)) throw new UnfitPicture('chunk');
    const content = bytes.subarray(at + 8, at + 8 + length);
    if ((count === 0) !== (type === 'IHDR')) throw new UnfitPicture('order');
    if (type === 'IHDR') requireHeader(content);
    // IDAT chunks follow each other (5.6).
    if (type === 'IDAT' && seen.has('IDAT') && last !== 'IDAT') throw new UnfitPicture('order');
    if (type === 'IEND' && !seen.has('IDAT')) throw new UnfitPicture('no picture');
    if (isKept(type, content, seen)) kept.push(bytes.subarray(at, end));
    seen.add(type);
    last = type;
    at = end;
  }
  return Buffer.concat(kept);
}

function isKept(type: string, content: Buffer, seen: ReadonlySet<string>): boolean {
  if (['IHDR', 'IDAT', 'IEND'].includes(type)) return true;
  if (!NEEDED.has(type)) {
    // An upper-case first letter marks a critical chunk (5.4); a decoder that does not know it must refuse the picture.
    if (/^[A-Z]/.test(type)) throw new UnfitPicture('critical chunk');
    return false;
  }
  if (seen.has(type)) throw new UnfitPicture('twice');
  if (type === 'PLTE' && (content.length > 768 || content.length % 3 !== 0))
    throw new UnfitPicture('palette');
  if (type === 'iCCP') requireProfile(content);
  return type !== 'eXIf' || content.length <= EXIF_AT_MOST;
}

/** 11.2.1 */
function requireHeader(content: Buffer): void {
  if (content.length !== 13) throw new UnfitPicture('header');
  const [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)];
  const [depth = 0, colour = -1, compression, filter, interlace = 0] = content.subarray(8);
  const samples = SAMPLES[colour];
  if (samples === undefined || ![1, 2, 4, 8, 16].includes(depth)) throw new UnfitPicture('header');
  if (compression !== 0 || filter !== 0 || interlace > 1) throw new UnfitPicture('header');
  requirePixels(width, height);
  // An interlaced picture is held whole. Libraries use at least a byte for a sample, and three for a palette colour.
  const bytes = colour === 3 ? 4 : samples * Math.ceil(depth / 8);
  if (interlace === 1) requireMemory(width * height * bytes);
}

/** Name, zero byte, method and compressed profile (11.3.2.3). Unpacked here up to the largest allowed profile. */
function requireProfile(content: Buffer): void {
  const name = content.indexOf(0);
  if (name < 1 || name > 79 || content[name + 1] !== 0) throw new UnfitPicture('profile');
  try {
    inflateSync(content.subarray(name + 2), { maxOutputLength: ICC_AT_MOST });
  } catch {
    throw new UnfitPicture('profile');
  }
}
