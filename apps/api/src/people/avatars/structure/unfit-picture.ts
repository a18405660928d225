/** A picture that is refused by its structure, before anything is decoded. The message contains no byte of it. */
export class UnfitPicture extends Error {
  override readonly name = 'UnfitPicture';
}

/** 5000 × 5000: more than a square photo of a phone's camera. */
const PIXELS_AT_MOST = 25_000_000;
/**
 * Bytes that a decoder may hold at once for a picture that it cannot decode row by row: 25 megapixels of four
 * bytes. Drawing it stays below the memory that a drawing may take (drawing/drawing-process.ts).
 */
const MAX_MEMORY_BYTES = 100_000_000;
/** Bytes of EXIF data. A JPEG segment cannot hold more. */
export const EXIF_AT_MOST = 65_536;
/** Bytes of an ICC profile. Those of printers have two megabytes, those of screens some kilobytes. */
export const ICC_AT_MOST = 1024 * 1024;

/** @throws UnfitPicture for a size of zero, or above the limit */
export function requirePixels(width: number, height: number): void {
  if (width < 1 || height < 1 || width * height > PIXELS_AT_MOST) throw new UnfitPicture('pixels');
}

/** @param bytes that the decoder holds at once @throws UnfitPicture */
export function requireMemory(bytes: number): void {
  if (bytes > MAX_MEMORY_BYTES) throw new UnfitPicture('memory');
}
