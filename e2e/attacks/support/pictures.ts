import { crc32, deflateSync } from 'node:zlib';

/**
 * A grey progressive JPEG (ITU-T T.81) of `side` × `side` that says the same of every block in each of `scans` scans: a
 * few bytes each, and for a decoder a walk through the whole picture.
 */
export function jpegOfManyScans(scans: number, side = 4992): Buffer {
  const blocks = (side / 8) ** 2;
  const size = [side >> 8, side & 255];
  const dcScan = [segment(0xda, [1, 1, 0x00, 0, 0, 0]), zeros(blocks)];
  const acScan = Buffer.concat([segment(0xda, [1, 1, 0x00, 1, 63, 0]), endOfBlocks(blocks)]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
    segment(0xc2, [8, ...size, ...size, 1, 1, 0x11, 0]),
    // One code of one bit in each table: "no difference", and "a long run of empty blocks".
    segment(0xc4, [0x00, 1, ...Array.from({ length: 15 }, () => 0), 0x00]),
    segment(0xc4, [0x10, 1, ...Array.from({ length: 15 }, () => 0), 0xe0]),
    ...dcScan,
    ...Array.from({ length: scans }, () => acScan),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function segment(marker: number, payload: readonly number[]): Buffer {
  const length = payload.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...payload]);
}

/** That many blocks without a difference, one bit each; the last byte is filled with ones. */
function zeros(blocks: number): Buffer {
  return bytesOf('0'.repeat(blocks));
}

/** Runs of 16,384 to 32,767 empty blocks: a bit for the code, 14 for the rest of the length. */
function endOfBlocks(blocks: number): Buffer {
  let bits = '';
  for (let left = blocks; left > 0;) {
    const run = left > 49_151 ? 32_767 : left > 32_767 ? left - 16_384 : left;
    bits += `0${(run - 16_384).toString(2).padStart(14, '0')}`;
    left -= run;
  }
  return bytesOf(bits);
}

/** Entropy-coded bytes: a zero is stuffed behind each 0xff. */
function bytesOf(bits: string): Buffer {
  const bytes: number[] = [];
  for (let at = 0; at < bits.length; at += 8) {
    const byte = Number.parseInt(bits.slice(at, at + 8).padEnd(8, '1'), 2);
    bytes.push(byte, ...(byte === 0xff ? [0] : []));
  }
  return Buffer.from(bytes);
}

/** A PNG of one pixel, and `count` compressed texts that are `bytes` long each when they are read. */
export function pngOfTexts(kind: 'zTXt' | 'iTXt' | 'iCCP', count: number, bytes: number): Buffer {
  const text = deflateSync(Buffer.alloc(bytes, 'a'), { level: 9 });
  const head = { zTXt: 'k\0\0', iTXt: 'k\0\u0001\0\0\0', iCCP: 'k\0\0' }[kind];
  const body = Buffer.concat([Buffer.from(head, 'latin1'), text]);
  const one = chunk(kind, body);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
    ...Array.from({ length: count }, () => one),
    chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}
