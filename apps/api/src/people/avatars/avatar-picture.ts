/** Every picture is stored and served as JPEG: older versions of WeChat do not show WebP. */
export const AVATAR_MEDIA_TYPE = 'image/jpeg';
/** Limit of a stored picture. The largest that a drawing can produce is a quarter of it. */
export const AVATAR_MAX_BYTES = 256 * 1024;

/** 128 random bits: nobody can guess the address of a picture. */
const NAME = /^[A-Za-z0-9_-]{22}\.jpg$/;

/** Whether a name has the form of our names. */
export function isPictureName(name: string): boolean {
  return NAME.test(name);
}

/**
 * Whether these bytes can be a picture that we made. Anything else that is found in the storage is neither served nor
 * kept.
 */
export function isKeptPicture(bytes: Uint8Array): boolean {
  return bytes.length <= AVATAR_MAX_BYTES && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}
