import { describe, expect, test } from '@jest/globals';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import {
  jpegOfScans,
  jpegSegment,
  pngChunk,
  pngOfTextBombs,
  pngWith,
  textBomb,
} from '../../../../test/support/hostile-pictures.ts';
import { soundPicture } from './sound-picture.ts';
import { UnfitPicture } from './unfit-picture.ts';

// Large pictures are made here.

const plain = (width = 64, height = 48) =>
  sharp({ create: { width, height, channels: 3, background: '#3a7' } });
/** A JPEG with this segment right after its first two bytes. */
const jpegWith = async (...segments: Buffer[]) => {
  const jpeg = await plain().jpeg().toBuffer();
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
};
const webpChunk = (type: string, content: Buffer) => {
  const head = Buffer.alloc(8, type, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
};
const webpOf = (...chunks: Buffer[]) => {
  const body = Buffer.concat(chunks);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
};
/** A canvas of that size, with those flags. */
const canvas = (width: number, height: number, flags = 0) => {
  const content = Buffer.alloc(10);
  content[0] = flags;
  content.writeUIntLE(width - 1, 4, 3);
  content.writeUIntLE(height - 1, 7, 3);
  return webpChunk('VP8X', content);
};
const image = async () => (await plain().webp().toBuffer()).subarray(12);
const sizeOf = async (picture: Buffer) => {
  const { width, height } = await sharp(picture).metadata();
  return [width, height];
};

describe('issue 12, number 2: what is refused before anything is decoded', () => {
  const head = Buffer.from([0xff, 0xd8]);
  const cases: [string, () => Promise<Buffer> | Buffer][] = [
    ['a JPEG of 44,000 scans', () => jpegOfScans(44_000)],
    ['a JPEG of one scan too many', () => jpegOfScans(64, 64)],
    [
      'a JPEG of a thousand comments',
      () => jpegWith(...Array.from({ length: 1001 }, () => jpegSegment(0xfe, Buffer.from('x')))),
    ],
    [
      'a JPEG with two frames',
      () => Buffer.concat([jpegOfScans(1, 64).subarray(0, -2), jpegOfScans(1, 64).subarray(2)]),
    ],
    [
      'a JPEG with a segment past its end',
      () => Buffer.concat([head, Buffer.from([0xff, 0xe0, 0xff, 0xff, 1])]),
    ],
    ['a JPEG with a segment of no length', () => jpegWith(Buffer.from([0xff, 0xfe, 0, 1]))],
    ['a JPEG within a JPEG', () => jpegWith(head)],
    ['a JPEG in arithmetic code', () => jpegWith(jpegSegment(0xc9, Buffer.alloc(9)))],
    ['a JPEG whose height comes later', () => jpegWith(jpegSegment(0xdc, Buffer.from([0, 9])))],
    [
      'a progressive JPEG that takes too much memory',
      () => plain(4500, 4500).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
    ],
    ['a JPEG without a scan', () => Buffer.concat([head, Buffer.from([0xff, 0xd9])])],
    [
      'a PNG whose profile is a bomb',
      () =>
        pngWith(
          pngChunk('iCCP', Buffer.concat([Buffer.from('icc\0\0'), deflateSync(Buffer.alloc(40_000_000))])),
        ),
    ],
    [
      'a PNG of five thousand chunks',
      () => pngWith(...Array.from({ length: 5000 }, () => pngChunk('tEXt', Buffer.from('a\0b')))),
    ],
    [
      'a PNG with a chunk past its end',
      () => pngWith(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x49, 0x44, 0x41, 0x54])),
    ],
    ['a PNG with a chunk that one must know', () => pngWith(pngChunk('ABCD'))],
    ['a PNG with two headers', () => pngWith(pngChunk('IHDR', Buffer.alloc(13)))],
    [
      'a PNG with two palettes',
      () => pngWith(pngChunk('PLTE', Buffer.alloc(3)), pngChunk('PLTE', Buffer.alloc(3))),
    ],
    [
      'a PNG whose picture is in two places',
      () => pngWith(pngChunk('IDAT'), pngChunk('tIME', Buffer.alloc(7))),
    ],
    ['a PNG without its end', async () => (await plain().png().toBuffer()).subarray(0, -12)],
    [
      'a PNG that appears bit by bit, and takes too much memory',
      () =>
        sharp({ create: { width: 4000, height: 4000, channels: 4, background: '#3a78' } })
          .toColourspace('rgb16')
          .png({ progressive: true })
          .toBuffer(),
    ],
    ['a WebP whose canvas is too large', async () => webpOf(canvas(16_000_000, 2), await image())],
    [
      'a WebP with a frame beside its canvas',
      () =>
        webpOf(
          canvas(4, 4, 2),
          webpChunk('ANMF', Buffer.from([9, 0, 0, 0, 0, 0, 3, 0, 0, 3, 0, 0, 0, 0, 0, 0])),
        ),
    ],
    [
      'a WebP with a chunk past its end',
      async () => webpOf(canvas(64, 48), (await image()).subarray(0, -40)),
    ],
    [
      'a WebP of five thousand chunks',
      async () =>
        webpOf(
          canvas(64, 48),
          ...Array.from({ length: 5000 }, () => webpChunk('JUNK', Buffer.alloc(2))),
          await image(),
        ),
    ],
    ['a WebP of nothing but a canvas', () => webpOf(canvas(64, 48))],
    [
      'a WebP that says it is longer',
      async () => {
        const webp = await plain().webp().toBuffer();
        webp.writeUInt32LE(webp.length, 4);
        return webp;
      },
    ],
  ];
  test.each(cases)('%s', async (_name, make) => {
    const upload = await make();
    expect(() => soundPicture(upload)).toThrow(UnfitPicture);
  });
});

describe('issue 12, number 2: what a decoder is not given', () => {
  test('the texts of a PNG, however long they are', async () => {
    const upload = await pngOfTextBombs();
    const sound = soundPicture(upload);
    expect(sound.length).toBeLessThan(1000);
    expect(await sizeOf(sound)).toEqual([64, 64]);
    expect(soundPicture(await pngWith(textBomb('zTXt', 1))).toString('latin1')).not.toContain('zTXt');
  });

  test('further frames of an animated PNG', async () => {
    const frames = [
      pngChunk('acTL', Buffer.alloc(8)),
      pngChunk('fcTL', Buffer.alloc(26)),
      pngChunk('fdAT', Buffer.alloc(9)),
    ];
    expect(soundPicture(await pngWith(...frames)).equals(soundPicture(await pngWith()))).toBe(true);
  });

  test('comments of a JPEG, and what programs keep there', async () => {
    const upload = await jpegWith(
      jpegSegment(0xfe, Buffer.from('a comment')),
      jpegSegment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0a note')),
      jpegSegment(0xed, Buffer.from('Photoshop 3.0\0')),
    );
    expect(soundPicture(upload).equals(await jpegWith())).toBe(true);
  });

  test('what is glued to the end', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const picture = await plain().toFormat(format).toBuffer();
      expect([
        format,
        soundPicture(Buffer.concat([picture, Buffer.from('glued on')])).equals(soundPicture(picture)),
      ]).toEqual([format, true]);
    }
  });

  test('XMP, and frames of a WebP after the first', async () => {
    const animation = await sharp(
      await Promise.all(
        ['#f00', '#00f'].map((background) =>
          sharp({ create: { width: 64, height: 64, channels: 3, background } })
            .png()
            .toBuffer(),
        ),
      ),
      { join: { animated: true } },
    )
      .webp()
      .toBuffer();
    expect((await sharp(soundPicture(animation)).metadata()).pages ?? 1).toBe(1);
    const withXmp = await plain()
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">a-note</x:xmpmeta>')
      .webp()
      .toBuffer();
    expect(withXmp.toString('latin1')).toContain('a-note');
    const sound = soundPicture(withXmp);
    expect(sound.toString('latin1')).not.toContain('a-note');
    expect(await sizeOf(sound)).toEqual([64, 48]);
  });
});

describe('ordinary pictures', () => {
  const cases: [string, () => Promise<Buffer>][] = [
    ['JPEG', () => plain().jpeg().toBuffer()],
    ['progressive JPEG', () => plain().jpeg({ progressive: true }).toBuffer()],
    [
      'JPEG with many scans, as mozjpeg makes them',
      () => plain(1200, 900).jpeg({ mozjpeg: true }).toBuffer(),
    ],
    ['JPEG in CMYK', () => plain().toColourspace('cmyk').jpeg({ progressive: true }).toBuffer()],
    ['JPEG with restarts after each row', () => jpegWith(jpegSegment(0xdd, Buffer.from([0, 0])))],
    [
      'progressive JPEG of sixteen megapixels',
      () => plain(4600, 3450).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
    ],
    ['JPEG with colours', () => plain().withIccProfile('p3').jpeg().toBuffer()],
    ['PNG', () => plain().png().toBuffer()],
    ['PNG with colours', () => plain().withIccProfile('p3').png().toBuffer()],
    ['PNG with a palette', () => plain().png({ palette: true }).toBuffer()],
    ['PNG that appears bit by bit', () => plain(3000, 3000).png({ progressive: true }).toBuffer()],
    ['lossy WebP', () => plain().webp().toBuffer()],
    ['lossless WebP', () => plain().webp({ lossless: true }).toBuffer()],
    ['WebP with colours', () => plain().withIccProfile('p3').webp().toBuffer()],
  ];
  /** What the drawing makes of it, more or less. */
  const drawn = (picture: Buffer) => sharp(picture).resize(64, 64).raw().toBuffer();
  test.each(cases)('%s looks as before', async (_name, make) => {
    const upload = await make();
    expect((await drawn(soundPicture(upload))).equals(await drawn(upload))).toBe(true);
  });

  test.each(['jpeg', 'png', 'webp'] as const)('%s keeps how the camera was held', async (format) => {
    const upload = await plain().withMetadata({ orientation: 6 }).toFormat(format).toBuffer();
    expect((await sharp(soundPicture(upload)).metadata()).orientation).toBe(6);
  });

  test('those with many thousands of escaped markers are accepted, too', () => {
    const jpeg = jpegOfScans(0, 64);
    const upload = Buffer.concat([
      jpeg.subarray(0, -2),
      Buffer.alloc(2 * 1024 * 1024, Buffer.from([0xff, 0])),
      jpeg.subarray(-2),
    ]);
    expect(soundPicture(upload).equals(upload)).toBe(true);
  });
});
