/** A picture that is refused by its structure, before anything is decoded. The message names no byte of it. */
export class UnfitPicture extends Error {
  override readonly name = 'UnfitPicture';
}

/** 5000 × 5000: more than a phone's camera gives a square of. */
const PIXELS_AT_MOST = 25_000_000;
/**
 * What a decoder has to hold of a picture at once, in bytes, where it cannot go on row by row: 25 megapixels of four
 * bytes. Drawing it stays below the memory that a drawing may take (drawing/drawing-process.ts).
 */
const MAX_MEMORY_BYTES = 100_000_000;
/** Of what tells how the camera was held. A JPEG cannot hold more of it. */
export const EXIF_AT_MOST = 65_536;
/** Of a description of colours (ICC). Those of printers have two megabytes, those of screens some kilobytes. */
export const ICC_AT_MOST = 1024 * 1024;

/** @throws UnfitPicture for no pixels at all, and for more than are ever drawn */
export function requirePixels(width: number, height: number): void {
  if (width < 1 || height < 1 || width * height > PIXELS_AT_MOST) throw new UnfitPicture('pixels');
}

/** @param bytes that the decoder holds at once @throws UnfitPicture */
export function requireMemory(bytes: number): void {
  if (bytes > MAX_MEMORY_BYTES) throw new UnfitPicture('memory');
}
