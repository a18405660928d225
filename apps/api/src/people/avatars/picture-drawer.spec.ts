import { afterAll, describe, expect, test } from '@jest/globals';
import { deflateSync, crc32 } from 'node:zlib';
import sharp from 'sharp';
import { AVATAR_MAX_BYTES } from './avatar-picture.ts';
import { PictureDrawer } from './picture-drawer.ts';

// Processes are started, which takes its time on a busy machine.

const drawer = new PictureDrawer();
afterAll(() => drawer.onApplicationShutdown());
const avatarPictureOf = (upload: Uint8Array) => drawer.draw(upload);

const plain = (width: number, height: number, background = '#3a7') =>
  sharp({ create: { width, height, channels: 3, background } });

/** The colour at a place, each channel 0 to 255. */
async function colourAt(picture: Buffer, left: number, top: number): Promise<number[]> {
  const pixel = sharp(picture).extract({ left, top, width: 1, height: 1 });
  return [...(await pixel.raw().toBuffer())];
}

/** JPEG moves colours a little. */
const near = (wanted: number[]) => wanted.map((value) => expect.closeTo(value, -1.3));

/** A PNG of one colour whose header promises any size, without the memory of one. */
function pngOf(width: number, height: number, rows: Buffer): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0], 8); // eight bits of grey
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

describe('a picture to keep', () => {
  const encodings = [
    ['JPEG', () => plain(600, 400).jpeg().toBuffer()],
    ['PNG', () => plain(20, 900).png().toBuffer()],
    ['WebP', () => plain(256, 256).webp().toBuffer()],
    ['JPEG of one pixel', () => plain(1, 1).jpeg().toBuffer()],
    [
      'progressive JPEG in CMYK',
      () => plain(80, 80).toColourspace('cmyk').jpeg({ progressive: true }).toBuffer(),
    ],
    ['PNG with a palette', () => plain(80, 80).png({ palette: true }).toBuffer()],
    ['PNG of 16 bits', () => plain(80, 80).toColourspace('rgb16').png().toBuffer()],
  ] as const;
  test.each(encodings)('is made of a %s', async (_name, make) => {
    const upload = await make();
    const kept = await avatarPictureOf(upload);
    const { format, width, height, channels } = await sharp(kept).metadata();
    expect({ format, width, height, channels }).toEqual({
      format: 'jpeg',
      width: 256,
      height: 256,
      channels: 3,
    });
    expect(kept.length).toBeLessThan(AVATAR_MAX_BYTES);
  });

  test('even of pure noise is within the size that is read back', async () => {
    const noise = Buffer.from(Array.from({ length: 256 * 256 * 3 }, () => Math.floor(Math.random() * 256)));
    const upload = await sharp(noise, { raw: { width: 256, height: 256, channels: 3 } })
      .png()
      .toBuffer();
    expect((await avatarPictureOf(upload)).length).toBeLessThan(AVATAR_MAX_BYTES);
  });

  test('is the middle of a wide one', async () => {
    const wide = await plain(900, 300, '#f00')
      .composite([{ input: await plain(300, 300, '#00f').png().toBuffer(), left: 300, top: 0 }])
      .png()
      .toBuffer();
    const kept = await avatarPictureOf(wide);
    expect(await colourAt(kept, 20, 128)).toEqual(near([0, 0, 255]));
    expect(await colourAt(kept, 235, 128)).toEqual(near([0, 0, 255]));
  });

  test('contains no metadata and no appended data: EXIF, comments', async () => {
    const upload = await plain(300, 300)
      .withExif({ IFD0: { Copyright: 'a-name-in-exif' }, IFD3: { GPSLatitude: '30/1 15/1 0/1' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">a-note-in-xmp</x:xmpmeta>')
      .jpeg()
      .toBuffer();
    expect(upload.toString('latin1')).toContain('a-name-in-exif');
    const kept = await avatarPictureOf(Buffer.concat([upload, Buffer.from('<script>glued-on</script>')]));
    expect(kept.toString('latin1')).not.toMatch(/a-name-in-exif|a-note-in-xmp|glued-on|Exif|http/);
    expect(await sharp(kept).metadata()).not.toHaveProperty('exif');
  });

  test('is never the upload itself, also when that has the right size already', async () => {
    const first = await avatarPictureOf(await plain(300, 300).jpeg().toBuffer());
    const commented = Buffer.concat([
      first.subarray(0, 2),
      Buffer.from([0xff, 0xfe, 0, 6, 0x73, 0x65, 0x63, 0x72]), // a comment of four letters
      first.subarray(2),
    ]);
    expect((await avatarPictureOf(commented)).includes('secr')).toBe(false);
  });

  test('stands upright, as EXIF says the camera was held', async () => {
    const lying = await plain(400, 400, '#f00')
      .composite([{ input: await plain(400, 200, '#00f').png().toBuffer(), left: 0, top: 0 }])
      .withMetadata({ orientation: 3 })
      .jpeg()
      .toBuffer();
    const kept = await avatarPictureOf(lying);
    expect(await colourAt(kept, 128, 20)).toEqual(near([255, 0, 0]));
    expect(await colourAt(kept, 128, 235)).toEqual(near([0, 0, 255]));
  });

  test('has white where the upload is transparent', async () => {
    const clear = sharp({ create: { width: 90, height: 90, channels: 4, background: '#0000' } });
    expect(await colourAt(await avatarPictureOf(await clear.png().toBuffer()), 100, 100)).toEqual(
      near([255, 255, 255]),
    );
  });

  test('is the first frame of an animation', async () => {
    const frames = await Promise.all(
      ['#f00', '#00f'].map((colour) => plain(64, 64, colour).png().toBuffer()),
    );
    const animation = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect((await sharp(animation).metadata()).pages).toBe(2);
    expect(await colourAt(await avatarPictureOf(animation), 128, 128)).toEqual(near([255, 0, 0]));
  });
});

describe('refused as no picture', () => {
  const jpeg = () => plain(300, 300).jpeg().toBuffer();
  const magic = { jpeg: 'ffd8ffe0', png: '89504e470d0a1a0a', webp: '524946460000000057454250' };
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>';
  const cases: [string, () => Promise<Uint8Array> | Uint8Array][] = [
    ['nothing', () => new Uint8Array()],
    ['text', () => Buffer.from('hello')],
    ['a page', () => Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['an SVG', () => Buffer.from(svg)],
    ['a GIF', () => plain(9, 9).gif().toBuffer()],
    ['a TIFF', () => plain(9, 9).tiff().toBuffer()],
    ['an AVIF', () => plain(9, 9).avif().toBuffer()],
    [
      'an SVG behind a JPEG’s first bytes',
      () => Buffer.concat([Buffer.from(magic.jpeg, 'hex'), Buffer.from(svg)]),
    ],
    ['a JPEG’s first bytes', () => Buffer.from(magic.jpeg, 'hex')],
    ['a PNG’s first bytes', () => Buffer.from(magic.png, 'hex')],
    ['a WebP’s first bytes', () => Buffer.from(magic.webp, 'hex')],
    ['half a JPEG', async () => (await plain(900, 900, '#123').jpeg().toBuffer()).subarray(0, 2000)],
    [
      'half a PNG',
      async () => (await plain(900, 900).png({ compressionLevel: 0 }).toBuffer()).subarray(0, 9000),
    ],
    ['half a WebP', async () => (await plain(900, 900).webp().toBuffer()).subarray(0, 60)],
    [
      'a JPEG with rubbish for its tables',
      async () => {
        const broken = await jpeg();
        broken.fill(0x55, 20, 300);
        return broken;
      },
    ],
    ['a PNG that promises 60000 × 60000', () => pngOf(60_000, 60_000, Buffer.alloc(60_001))],
    ['a PNG of 26 megapixels in few bytes', () => pngOf(5200, 5000, Buffer.alloc(5201 * 5000))],
    [
      'a WebP of 26 megapixels in few bytes',
      () => plain(5200, 5000).webp({ lossless: true, effort: 0 }).toBuffer(),
    ],
  ];
  test.each(cases)('%s', async (_name, make) => {
    const upload = await make();
    expect(upload.byteLength).toBeLessThan(2 * 1024 * 1024 + 1_000_000);
    await expect(avatarPictureOf(upload)).rejects.toMatchObject({ code: 'unsupported_media_type' });
  });

  test('and the error contains nothing of the upload', async () => {
    const upload = Buffer.concat([Buffer.from(magic.jpeg, 'hex'), Buffer.from('sEcReT')]);
    const error: unknown = await avatarPictureOf(upload).catch((thrown: unknown) => thrown);
    expect((error as { detail: string }).detail).toBe(
      'Send a whole JPEG, PNG or WebP picture of at most 25 megapixels.',
    );
  });
});

test('many uploads are drawn one after the other', async () => {
  const upload = await plain(800, 800).png().toBuffer();
  const drawn = await Promise.all(Array.from({ length: 12 }, () => avatarPictureOf(upload)));
  expect(drawn.every((picture) => picture.length > 0)).toBe(true);
});
