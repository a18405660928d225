import sharp from 'sharp';

// Only the process that draws loads this file, and with it the library.

const SIDE_PX = 256;
const QUALITY = 82;
const PIXELS_AT_MOST = 25_000_000;

sharp.concurrency(1);
sharp.cache(false);
// libvips reads many formats; uploads may use these three.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});

/**
 * The picture to keep: 256 × 256, JPEG, upright, the first frame, and without metadata.
 * @throws Error when it is no whole JPEG, PNG or WebP of at most 25 megapixels
 */
export function drawPicture(upload: Uint8Array): Promise<Buffer> {
  return sharp(upload, { limitInputPixels: PIXELS_AT_MOST, failOn: 'error', pages: 1 })
    .autoOrient()
    .resize(SIDE_PX, SIDE_PX, { fit: 'cover' })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: QUALITY })
    .toBuffer();
}
