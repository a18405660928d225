import { requireMemory, requirePixels, UnfitPicture } from './unfit-picture.ts';

/** Scans of a picture. Cameras and encoders write up to about twenty; a decoder walks the whole picture for each. */
const SCANS_AT_MOST = 64;
/** Segments of a picture: tables, profiles, scans. Ordinary pictures have some dozens. */
const SEGMENTS_AT_MOST = 1000;

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
/** Baseline, extended and progressive with Huffman coding: what all encoders write. */
const FRAMES = [0xc0, 0xc1, 0xc2];
const PROGRESSIVE = 0xc2;
/** Tables: Huffman's, for quantisation, the distance of restarts. */
const TABLES = [0xc4, 0xdb, 0xdd];
/** Application segments that the drawing needs, by their first bytes: JFIF, EXIF orientation, ICC profile. */
const NEEDED: Readonly<Record<number, string>> = {
  0xe0: 'JFIF\0',
  0xe1: 'Exif\0\0',
  0xe2: 'ICC_PROFILE\0',
  0xee: 'Adobe',
};

/**
 * Walks the markers of a JPEG (ITU-T T.81, annex B) without decoding it.
 * @param bytes begin with SOI
 * @returns the same picture without comments, thumbnails and everything else that the drawing does not need
 * @throws UnfitPicture when it is broken, has too many scans, or would take too much memory
 */
export function soundJpeg(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let frame: Frame | undefined;
  let scans = 0;
  let at = 2;
  for (let segments = 0; ; segments += 1) {
    if (segments > SEGMENTS_AT_MOST) throw new UnfitPicture('segments');
    // Without an end marker: the decoder finds out whether the data is complete.
    if (at >= bytes.length) break;
    const marker = markerAt(bytes, at);
    if (marker.code === EOI) {
      kept.push(Buffer.from([0xff, EOI]));
      break;
    }
    const end = endOfSegment(bytes, marker.after);
    const content = bytes.subarray(marker.after + 2, end);
    at = end;
    if (FRAMES.includes(marker.code)) {
      if (frame) throw new UnfitPicture('two frames');
      frame = frameOf(marker.code, content);
    } else if (marker.code === SOS) {
      if (!frame || (scans += 1) > SCANS_AT_MOST) throw new UnfitPicture('scans');
      requireScan(frame, content);
      at = endOfScan(bytes, end);
    } else if (!TABLES.includes(marker.code)) {
      if (!isOfPrograms(marker.code)) throw new UnfitPicture('marker');
      const wanted = NEEDED[marker.code];
      if (wanted === undefined || !content.toString('latin1', 0, wanted.length).startsWith(wanted)) continue;
    }
    kept.push(bytes.subarray(marker.after - 2, at));
  }
  if (scans === 0) throw new UnfitPicture('no scan');
  return Buffer.concat(kept);
}

interface Frame {
  readonly components: number;
  /** Bytes that a decoder holds when the picture comes in more than one scan. */
  readonly held: number;
  readonly progressive: boolean;
}

/** The marker at a place, after any number of fill bytes (B.1.1.2). `after` is the place after its two bytes. */
function markerAt(bytes: Buffer, start: number): { code: number; after: number } {
  if (bytes[start] !== 0xff) throw new UnfitPicture('no marker');
  let at = start;
  while (bytes[at] === 0xff) at += 1;
  const code = bytes[at] ?? 0;
  // 00 and RSTn belong into scans; a second SOI begins another picture.
  if (code === SOI || code < 0xc0 || (code >= 0xd0 && code <= 0xd7)) throw new UnfitPicture('marker');
  return { code, after: at + 1 };
}

/** Comments and application segments. Arithmetic coding, hierarchical modes and DNL are not used in practice. */
function isOfPrograms(code: number): boolean {
  return (code >= 0xe0 && code <= 0xef) || code === 0xfe;
}

function endOfSegment(bytes: Buffer, start: number): number {
  if (start + 2 > bytes.length) throw new UnfitPicture('cut');
  const length = bytes.readUInt16BE(start);
  if (length < 2 || start + length > bytes.length) throw new UnfitPicture('length');
  return start + length;
}

/** B.2.2 */
function frameOf(code: number, content: Buffer): Frame {
  if (content.length < 6) throw new UnfitPicture('frame');
  const [precision, components = 0] = [content[0], content[5]];
  const [height, width] = [content.readUInt16BE(1), content.readUInt16BE(3)];
  if (precision !== 8 || ![1, 3, 4].includes(components) || content.length !== 6 + 3 * components) {
    throw new UnfitPicture('frame');
  }
  requirePixels(width, height);
  const factors = Array.from({ length: components }, (_, index) => {
    const both = content[7 + 3 * index] ?? 0;
    return { across: both >> 4, down: both & 15 };
  });
  if (factors.some(({ across, down }) => across < 1 || across > 4 || down < 1 || down > 4)) {
    throw new UnfitPicture('frame');
  }
  const most = {
    across: Math.max(...factors.map(({ across }) => across)),
    down: Math.max(...factors.map(({ down }) => down)),
  };
  // Blocks of 64 coefficients, of two bytes each.
  const held = factors.reduce((sum, { across, down }) => {
    const blocks = Math.ceil((width * across) / most.across / 8) * Math.ceil((height * down) / most.down / 8);
    return sum + blocks * 64 * 2;
  }, 0);
  return { components, held, progressive: code === PROGRESSIVE };
}

/** B.2.3 */
function requireScan({ components, held, progressive }: Frame, content: Buffer): void {
  const within = content[0] ?? 0;
  if (within < 1 || within > components || content.length !== 4 + 2 * within) throw new UnfitPicture('scan');
  if (progressive || within < components) requireMemory(held);
}

/** The position of the next marker: in a scan FF is followed by 00, or is a restart marker (B.1.1.5). */
function endOfScan(bytes: Buffer, start: number): number {
  // Byte by byte: a search for each FF takes fifty times as long where there are a million.
  for (let at = start; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}
