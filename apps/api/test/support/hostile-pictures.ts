import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

// Pictures that need too much time or memory, made of ordinary ones.

/** A chunk of a PNG. */
export function pngChunk(type: string, content: Uint8Array = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

const PNG_HEADER_END = 8 + 25;

/** An ordinary PNG with these chunks after its header. */
export async function pngWith(...chunks: readonly Buffer[]): Promise<Buffer> {
  const png = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#3a7' } })
    .png()
    .toBuffer();
  return Buffer.concat([png.subarray(0, PNG_HEADER_END), ...chunks, png.subarray(PNG_HEADER_END)]);
}

let packed: Buffer | undefined;

/** A text of some kilobytes that is eight million letters when it is unpacked: as much as the decoder takes. */
export function textBomb(type: 'zTXt' | 'iTXt', index: number): Buffer {
  packed ??= deflateSync(Buffer.alloc(7_900_000, 'a'), { level: 9 });
  const between = type === 'zTXt' ? [0, 0] : [0, 1, 0, 0, 0];
  return pngChunk(type, Buffer.concat([Buffer.from(`note${index}`), Buffer.from(between), packed]));
}

/** A PNG of less than 2 MiB whose texts take two gigabytes. */
export function pngOfTextBombs(): Promise<Buffer> {
  return pngWith(...Array.from({ length: 240 }, (_, index) => textBomb(index % 2 ? 'zTXt' : 'iTXt', index)));
}

/** A JPEG marker with its segment. */
export function jpegSegment(code: number, content: Uint8Array): Buffer {
  const head = Buffer.from([0xff, code, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

const twoBytes = (value: number) => [value >> 8, value & 255];
/** A table of Huffman's with one symbol, whose code is one zero bit. */
const tableOf = (kindAndNumber: number, symbol: number) =>
  jpegSegment(0xc4, Buffer.from([kindAndNumber, 1, ...Array.from({ length: 15 }, () => 0), symbol]));

/**
 * A sound progressive JPEG, square, grey, of a side that eight divides: each scan takes the decoder through all of it.
 * @param scans those after the first
 */
export function jpegOfScans(scans: number, side = 4000): Buffer {
  const blocks = (side / 8) ** 2;
  // Nothing changes in so many blocks: a zero for the symbol, and fourteen for how many above 16,384.
  const nothing = Buffer.alloc(Math.ceil((Math.ceil(blocks / 16_384) * 15) / 8));
  const scan = Buffer.concat([jpegSegment(0xda, Buffer.from([1, 1, 0, 1, 63, 0])), nothing]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    jpegSegment(0xdb, Buffer.from([0, ...Array.from({ length: 64 }, () => 1)])),
    jpegSegment(0xc2, Buffer.from([8, ...twoBytes(side), ...twoBytes(side), 1, 1, 0x11, 0])),
    tableOf(0x00, 0),
    tableOf(0x10, 0xe0),
    jpegSegment(0xda, Buffer.from([1, 1, 0, 0, 0, 0])),
    Buffer.alloc(Math.ceil(blocks / 8)),
    ...Array.from({ length: scans }, () => scan),
    Buffer.from([0xff, 0xd9]),
  ]);
}
