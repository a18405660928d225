import type { Sharp, SharpOptions } from 'sharp';
import { ApiError } from '../common/api-error.ts';
import { say } from '../common/operator-words.ts';
import { Turnstile } from './turnstile.ts';

/** What is kept and served, whatever came: every WeChat shows JPEG, older ones not WebP. */
export const AVATAR_MEDIA_TYPE = 'image/jpeg';
/** Of a picture that we made. The noisiest 256 × 256 at this quality is a quarter of it. */
export const AVATAR_MAX_BYTES = 256 * 1024;

const SIDE_PX = 256;
const QUALITY = 82;
/** 5000 × 5000: more than a phone's camera gives a square of, and at most some 100 MB while it is read. */
const PIXELS_AT_MOST = 25_000_000;
const SECONDS_AT_MOST = 5;
/** Decoding holds threads that name look-ups and files need too. */
const AT_ONCE = 2;
const WAITING_AT_MOST = 32;

const turnstile = new Turnstile(AT_ONCE, WAITING_AT_MOST);

/**
 * The picture to keep: 256 × 256, JPEG, upright, the first frame, and nothing of what came along (EXIF, places,
 * comments, other files glued on). Always drawn anew, so that no byte of an upload is ever served.
 * @param upload whatever was sent; its content decides, not its name
 * @throws ApiError `unsupported_media_type` for all that is not a whole JPEG, PNG or WebP of at most 25 megapixels;
 *   `unavailable` when too many wait
 */
export async function avatarPictureOf(upload: Uint8Array): Promise<Buffer> {
  if (!looksLikePicture(upload)) throw notAPicture();
  const draw = await loadSharp();
  return turnstile.pass(async () => {
    try {
      return await draw(upload, { limitInputPixels: PIXELS_AT_MOST, failOn: 'error', pages: 1 })
        .timeout({ seconds: SECONDS_AT_MOST })
        .autoOrient()
        .resize(SIDE_PX, SIDE_PX, { fit: 'cover' })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: QUALITY })
        .toBuffer();
    } catch (error) {
      throw notAPicture(error);
    }
  });
}

/** JPEG (SOI and a marker), PNG (its signature), WebP (RIFF container). */
function looksLikePicture(bytes: Uint8Array): boolean {
  const hex = Buffer.from(bytes.subarray(0, 12)).toString('hex');
  return (
    hex.startsWith('ffd8ff') ||
    hex.startsWith('89504e470d0a1a0a') ||
    (hex.startsWith('52494646') && hex.slice(16) === '57454250')
  );
}

function notAPicture(cause?: unknown): ApiError {
  return new ApiError('unsupported_media_type', {
    detail: 'Send a whole JPEG, PNG or WebP picture of at most 25 megapixels.',
    cause,
  });
}

type Draw = (picture: Uint8Array, options: SharpOptions) => Sharp;

let loading: Promise<Draw> | undefined;

/** Loads the library at the first upload: a machine that it does not run on serves all the rest. */
function loadSharp(): Promise<Draw> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.concurrency(1);
    sharp.cache(false);
    // Of the many formats that libvips reads, a stranger may reach these three.
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
    });
    return sharp;
  });
  return loading.catch((cause: unknown) => {
    loading = undefined;
    throw new ApiError('unavailable', {
      operatorHint: say('pictures_not_drawn'),
      cause,
    });
  });
}
