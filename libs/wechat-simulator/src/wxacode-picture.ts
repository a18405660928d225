import QRCode from 'qrcode';
import sharp from 'sharp';

/** ISO/IEC 18004 wants four modules of light around a QR code. */
const QUIET_ZONE = 4;
const JPEG_QUALITY = 80;

export interface WxacodePictureOptions {
  /** Both sides, in pixels. */
  readonly width: number;
  /** The colour of the dark modules, each part 0 to 255. */
  readonly colour: { readonly r: number; readonly g: number; readonly b: number };
  /** A PNG with a transparent ground (WeChat's `is_hyaline`) instead of a JPEG on white. */
  readonly transparent: boolean;
}

/**
 * Draws what stands for a mini-program code: a QR code (error correction M) of `content`, in the middle
 * of a square of exactly `width` pixels. Every module is the same whole number of pixels wide, so nothing
 * is blurred before a camera sees it. sharp writes the file in a thread of its own: many at once hold up no other call.
 */
export async function drawWxacode(content: string, options: WxacodePictureOptions): Promise<Buffer> {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' });
  const { width, colour, transparent } = options;
  const scale = Math.floor(width / (modules.size + 2 * QUIET_ZONE));
  if (scale < 1) throw new RangeError('the picture is too small for what it has to carry');
  const margin = Math.floor((width - modules.size * scale) / 2);

  const light = Buffer.from([255, 255, 255, transparent ? 0 : 255]);
  const dark = Buffer.from([colour.r, colour.g, colour.b, 255]);
  const pixels = Buffer.alloc(width * width * 4, light);
  for (let row = 0; row < modules.size; row++) {
    const line = Buffer.alloc(width * 4, light);
    for (let column = 0; column < modules.size; column++) {
      const left = (margin + column * scale) * 4;
      if (modules.get(row, column)) line.fill(dark, left, left + scale * 4);
    }
    for (let y = 0; y < scale; y++) line.copy(pixels, (margin + row * scale + y) * width * 4);
  }
  const image = sharp(pixels, { raw: { width, height: width, channels: 4 } });
  return transparent ? image.png().toBuffer() : image.jpeg({ quality: JPEG_QUALITY }).toBuffer();
}
