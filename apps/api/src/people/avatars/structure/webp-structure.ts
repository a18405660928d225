import { EXIF_AT_MOST, ICC_AT_MOST, requirePixels, UnfitPicture } from './unfit-picture.ts';

const HEADER_BYTES = 12;
/** Chunks of a picture. An animation has two for each frame. */
const CHUNKS_AT_MOST = 4096;
/** The XMP flag of VP8X. */
const XMP = 0x04;

interface Chunk {
  readonly type: string;
  readonly content: Buffer;
}

/**
 * Walks the chunks of a WebP (RFC 9649, 2.3 to 2.7) without decoding it.
 * @param bytes begin with `RIFF`, a length, and `WEBP`
 * @returns the same picture with at most one frame, without XMP and everything else that the drawing does not need
 * @throws UnfitPicture when it is broken or has too many pixels
 */
export function soundWebp(bytes: Buffer): Buffer {
  const length = bytes.readUInt32LE(4) + 8;
  if (length > bytes.length || length < HEADER_BYTES) throw new UnfitPicture('cut');
  const chunks = chunksOf(bytes.subarray(HEADER_BYTES, length));
  const [first] = chunks;
  if (first === undefined) throw new UnfitPicture('no picture');
  if (first.type !== 'VP8X') {
    requirePixelsOf(first);
    return written([first]);
  }
  const canvas = requireCanvas(first.content);
  const kept: Chunk[] = [{ type: 'VP8X', content: withoutFlag(first.content, XMP) }];
  const seen = new Set<string>();
  for (const chunk of chunks.slice(1)) {
    const { type, content } = chunk;
    if (!isNeeded(chunk) || seen.has(type)) continue;
    if (type === 'ANMF') requireFrame(content, canvas);
    else if (type === 'VP8 ' || type === 'VP8L') requirePixelsOf(chunk);
    else if (type === 'ICCP' && content.length > ICC_AT_MOST) throw new UnfitPicture('profile');
    seen.add(type);
    kept.push(chunk);
  }
  if (!['VP8 ', 'VP8L', 'ANMF'].some((type) => seen.has(type))) throw new UnfitPicture('no picture');
  return written(kept);
}

function isNeeded({ type, content }: Chunk): boolean {
  if (type === 'EXIF') return content.length <= EXIF_AT_MOST;
  return ['ICCP', 'ANIM', 'ANMF', 'ALPH', 'VP8 ', 'VP8L'].includes(type);
}

/** Each chunk has a type and a length, and a padding byte after an odd length (2.3). */
function chunksOf(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length) throw new UnfitPicture('cut');
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length;
    if (end > bytes.length || chunks.length >= CHUNKS_AT_MOST) throw new UnfitPicture('chunks');
    chunks.push({ type, content: bytes.subarray(at + 8, end) });
    at = end + (length % 2);
  }
  return chunks;
}

/** The sizes that the picture itself begins with: RFC 6386, 9.1, or RFC 9649, 3.4. */
function requirePixelsOf({ type, content }: Chunk): void {
  if (type === 'VP8 ' && content.length >= 10) {
    requirePixels(content.readUInt16LE(6) & 0x3fff, content.readUInt16LE(8) & 0x3fff);
  } else if (type === 'VP8L' && content.length >= 5 && content[0] === 0x2f) {
    const bits = content.readUInt32LE(1);
    requirePixels((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  } else throw new UnfitPicture('no picture');
}

/** 2.7: flags and three bytes that are for later, then width and height less one. */
function requireCanvas(content: Buffer): { width: number; height: number } {
  if (content.length < 10) throw new UnfitPicture('header');
  const [width, height] = [content.readUIntLE(4, 3) + 1, content.readUIntLE(7, 3) + 1];
  requirePixels(width, height);
  return { width, height };
}

/** 2.7.1.1: the place of a frame, in steps of two, and its size less one. It may not stand out of the canvas. */
function requireFrame(content: Buffer, canvas: { width: number; height: number }): void {
  if (content.length < 16) throw new UnfitPicture('frame');
  const [left, top] = [content.readUIntLE(0, 3) * 2, content.readUIntLE(3, 3) * 2];
  const [width, height] = [content.readUIntLE(6, 3) + 1, content.readUIntLE(9, 3) + 1];
  if (left + width > canvas.width || top + height > canvas.height) throw new UnfitPicture('frame');
}

function withoutFlag(content: Buffer, flag: number): Buffer {
  const copy = Buffer.from(content);
  copy[0] = (copy[0] ?? 0) & ~flag;
  return copy;
}

function written(chunks: readonly Chunk[]): Buffer {
  const parts = chunks.flatMap(({ type, content }) => {
    const head = Buffer.alloc(8, type, 'latin1');
    head.writeUInt32LE(content.length, 4);
    return [head, content, Buffer.alloc(content.length % 2)];
  });
  const body = Buffer.concat(parts);
  const header = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  header.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([header, body]);
}
