import { soundJpeg } from './jpeg-structure.ts';
import { soundPng } from './png-structure.ts';
import { UnfitPicture } from './unfit-picture.ts';
import { soundWebp } from './webp-structure.ts';

/**
 * The part of an upload that may be decoded: a JPEG, PNG or WebP by its content, with a sound structure, that can be
 * drawn within the memory limit, without the parts that the drawing does not need. Nothing is decoded here; it takes
 * milliseconds.
 * @throws UnfitPicture for everything else
 */
export function soundPicture(upload: Uint8Array): Buffer {
  const bytes = Buffer.from(upload.buffer, upload.byteOffset, upload.byteLength);
  const hex = bytes.toString('hex', 0, 12);
  if (hex.startsWith('ffd8ff')) return soundJpeg(bytes);
  if (hex.startsWith('89504e470d0a1a0a')) return soundPng(bytes);
  if (hex.startsWith('52494646') && hex.slice(16) === '57454250') return soundWebp(bytes);
  throw new UnfitPicture('no picture');
}
