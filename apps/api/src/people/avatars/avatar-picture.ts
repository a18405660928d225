/** What is kept and served, whatever came: every WeChat shows JPEG, older ones not WebP. */
export const AVATAR_MEDIA_TYPE = 'image/jpeg';
/** Of a picture that we made. The noisiest 256 × 256 at its quality is a quarter of it. */
export const AVATAR_MAX_BYTES = 256 * 1024;

/** 128 bits of chance: who was not told the name does not find the picture. */
const NAME = /^[A-Za-z0-9_-]{22}\.jpg$/;

/** Whether it is a name as ours have. */
export function isPictureName(name: string): boolean {
  return NAME.test(name);
}

/**
 * Whether these bytes can be a picture that we made: what else stands in the place of pictures, by whatever way it came
 * there, is neither served nor kept.
 */
export function isKeptPicture(bytes: Uint8Array): boolean {
  return bytes.length <= AVATAR_MAX_BYTES && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}
