import { beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { jpegOfManyScans, pngOfTexts } from './support/pictures.ts';
import { signIn } from './support/sign-in.ts';
import { useTarget } from './support/target.ts';

const MIB = 1024 * 1024;
/** As long as libpng takes a text. */
const TEXT_BYTES = 7_900_000;

describe('issue 12, number 2: one picture holds a core for minutes', () => {
  const target = useTarget();
  const bombs: Record<string, Buffer> = {};
  let honest: Buffer;
  beforeAll(async () => {
    bombs['44,000 scans'] = jpegOfManyScans(44_000);
    bombs['200 scans'] = jpegOfManyScans(200);
    bombs['texts of 2 GiB'] = pngOfTexts('zTXt', 240, TEXT_BYTES);
    bombs['texts of 2 GiB in Unicode'] = pngOfTexts('iTXt', 240, TEXT_BYTES);
    bombs['a profile of 1 GiB'] = pngOfTexts('iCCP', 1, 1024 * MIB);
    const side = { width: 3000, height: 2000 };
    honest = await sharp({ create: { ...side, channels: 3, background: '#888' } })
      .jpeg({ progressive: true })
      .toBuffer();
    for (const bomb of Object.values(bombs)) expect(bomb.length).toBeLessThanOrEqual(2 * MIB);
  }, 60_000);

  async function uploader(person: string) {
    target().wechat.people.add({ id: person, label: person });
    const phone = target().phone({ person });
    await phone.signIn();
    return (picture: Buffer) =>
      phone.send<{ code?: string; avatarUrl?: string }>('PUT', '/api/me/avatar', picture, {
        'Content-Type': 'image/jpeg',
      });
  }

  /** What the server's process holds, in MiB. */
  async function memory(): Promise<number> {
    const { text } = await target().browser().send('GET', '/metrics');
    return Number(/^process_resident_memory_bytes (\d+)/m.exec(text)?.[1]) / MIB;
  }

  test('uploads each kind of bomb, while others sign in: none is drawn as it is, and memory stays', async () => {
    await (
      await uploader('warm')
    )(honest);
    const before = await memory();
    for (const [name, bomb] of Object.entries(bombs)) {
      let answered = false;
      const upload = (await uploader('bomber'))(bomb).finally(() => (answered = true));
      await signIn(target().browser(), target().phone());
      let most = await memory();
      while (!answered) most = Math.max(most, await memory());
      const { status, body } = await upload;
      // A picture with texts may be drawn without them.
      const refused = status === 415 && body.code === 'unsupported_media_type';
      expect([name, refused || (name.startsWith('texts') && status === 200)]).toEqual([name, true]);
      expect([name, most < before + 256]).toEqual([name, true]);
    }
  });

  test('fills both places where pictures are drawn: the picture of somebody else is drawn all the same', async () => {
    const bomb = bombs['44,000 scans'] as Buffer;
    const uploads = await Promise.all(['one', 'two', 'three', 'four'].map(uploader));
    const bombing = uploads.map((upload) => upload(bomb));
    const drawn = await (await uploader('honest'))(honest);
    expect([drawn.status, drawn.body.avatarUrl]).toEqual([200, expect.stringContaining('/api/avatars/')]);
    for (const { status } of await Promise.all(bombing)) expect(status).toBeGreaterThanOrEqual(400);
  });

  test('sends what is almost a picture: cut off, without an end, with a length that leads outside', async () => {
    const upload = await uploader('almost');
    const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#888' } })
      .png()
      .toBuffer();
    const lying = Buffer.from(png);
    lying.writeUInt32BE(0x7fff_ffff, 8);
    const wide = Buffer.from(png);
    wide.writeUInt32BE(0x7fff_ffff, 16);
    const cases: Record<string, Buffer> = {
      'cut JPEG': honest.subarray(0, honest.length / 2),
      'JPEG of a start': Buffer.from([0xff, 0xd8, 0xff]),
      'JPEG segment of no length': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xd9]),
      'cut PNG': png.subarray(0, png.length - 20),
      'PNG chunk of 2 GiB': lying,
      'PNG of 2 billion columns': wide,
      'an SVG': Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
      ),
      'a GIF': Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'),
      'a PDF': Buffer.from('%PDF-1.7\n'),
      nothing: Buffer.alloc(0),
    };
    for (const [name, picture] of Object.entries(cases)) {
      const { status, body } = await upload(picture);
      expect([name, status, body.code]).toEqual([name, 415, 'unsupported_media_type']);
    }
  });
});
