import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { readLogo } from './logo-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'maqiao-logo-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function logo(content: string | Buffer, name = 'logo'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const drawn = () => sharp({ create: { width: 64, height: 32, channels: 4, background: '#2563eb' } });
const svg = (inside: string) =>
  `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}</svg>`;

describe('issue 13, number 10: the owner’s logo', () => {
  test('PNG, WebP and SVG are recognised by their content, not by their name', async () => {
    const png = await readLogo(logo(await drawn().png().toBuffer(), 'a.txt'));
    const webp = await readLogo(logo(await drawn().webp().toBuffer(), 'b.png'));
    const drawing = await readLogo(logo(`\ufeff${svg('<path d="M0 0h9v9Z"/>')}`));
    expect([png, webp, drawing].map(({ mediaType }) => mediaType)).toEqual([
      'image/png',
      'image/webp',
      'image/svg+xml',
    ]);
    expect(new Set([png.version, webp.version, drawing.version]).size).toBe(3);
  });

  test('a drawing as drawing programs write it, with a document type, styles and references into itself', async () => {
    const type =
      '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">';
    const inside =
      '<defs><linearGradient id="a"><stop stop-color="#b23a22"/></linearGradient></defs><style>.b{fill:url(#a)}</style>' +
      '<g fill="url(#a)"><use xlink:href="#a" xmlns:xlink="http://www.w3.org/1999/xlink"/></g>';
    const path = logo(type + svg(inside).replace('<?xml version="1.0"?>', ''));
    await expect(readLogo(path)).resolves.toMatchObject({ mediaType: 'image/svg+xml' });
  });

  test.each<[string, string]>([
    ['<script>', svg('<script>alert(1)</script>')],
    ['<script>', svg('<g><svg:script xmlns:svg="http://www.w3.org/2000/svg">alert(1)</svg:script></g>')],
    ['<foreignObject>', svg('<foreignObject><p>hello</p></foreignObject>')],
    ['onload', svg('<g onload="alert(1)"/>')],
    ['href="https://elsewhere.example/a.png"', svg('<image href="https://elsewhere.example/a.png"/>')],
    ['href="javascript:alert(1)"', svg('<a href="javascript:alert(1)"><path/></a>')],
    ['href="data:image/svg+xml;base64,PHN2Zz4="', svg('<use href="data:image/svg+xml;base64,PHN2Zz4="/>')],
    ['fill="url(https://elsewhere.example/#a)"', svg('<path fill="url(https://elsewhere.example/#a)"/>')],
    ['@import', svg('<style>@import "https://elsewhere.example/a.css";</style>')],
    ['<!ENTITY>', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('&a;')}`],
  ])('a drawing with %s is refused, and its name said', async (what, text) => {
    await expect(readLogo(logo(text))).rejects.toThrow(`holds ${what}, which does nothing in a logo`);
  });

  test.each<[string, () => string | Buffer]>([
    ['another picture', () => Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['a page', () => '<html><body>logo</body></html>'],
    ['a broken drawing', () => '<svg xmlns="http://www.w3.org/2000/svg"><g></svg>'],
    ['a text', () => 'logo'],
    ['an empty file', () => ''],
    ['a PNG that is cut off', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ])('%s is no logo', async (_what, content) => {
    await expect(readLogo(logo(content()))).rejects.toThrow(
      /is no PNG, SVG or WebP picture, or it is broken/,
    );
  });

  test('a file that is too large, is not there, or is a folder, says so', async () => {
    await expect(readLogo(logo(Buffer.alloc(300 * 1024)))).rejects.toThrow(
      /has 300 KB; at most 256 KB are shown/,
    );
    await expect(readLogo(join(folder, 'nowhere.png'))).rejects.toThrow(
      /names a file that is not there: .*nowhere\.png/,
    );
    mkdirSync(join(folder, 'folder'));
    await expect(readLogo(join(folder, 'folder'))).rejects.toThrow(/cannot be read \(EISDIR\)/);
    chmodSync(folder, 0o700);
  });
});
