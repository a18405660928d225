import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import QRCode from 'qrcode';

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
 * is blurred before a camera sees it.
 */
export function drawWxacode(content: string, options: WxacodePictureOptions): Buffer {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' });
  const { width, colour, transparent } = options;
  const scale = Math.floor(width / (modules.size + 2 * QUIET_ZONE));
  if (scale < 1) throw new RangeError('the picture is too small for what it has to carry');
  const margin = Math.floor((width - modules.size * scale) / 2);

  const pixels = Buffer.alloc(width * width * 4, 255);
  if (transparent) for (let alpha = 3; alpha < pixels.length; alpha += 4) pixels[alpha] = 0;
  for (let y = 0; y < modules.size * scale; y++) {
    for (let x = 0; x < modules.size * scale; x++) {
      if (!modules.get(Math.floor(y / scale), Math.floor(x / scale))) continue;
      const offset = ((margin + y) * width + margin + x) * 4;
      pixels[offset] = colour.r;
      pixels[offset + 1] = colour.g;
      pixels[offset + 2] = colour.b;
      pixels[offset + 3] = 255;
    }
  }
  return transparent
    ? png(pixels, width)
    : jpeg.encode({ data: pixels, width, height: width }, JPEG_QUALITY).data;
}

function png(pixels: Buffer, width: number): Buffer {
  const image = new PNG({ width, height: width });
  pixels.copy(image.data);
  return PNG.sync.write(image);
}
