import { expect, test } from '@jest/globals';
import { mediaTypeOf } from './picture-type.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0)).buffer;

test.each([
  ['\xff\xd8\xff\xe0 JFIF', 'image/jpeg'],
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['RIFF\x10\x00\x00\x00WEBPVP8 ', 'image/webp'],
  ['RIFF\x10\x00\x00\x00WAVEfmt ', undefined],
  ['GIF89a', undefined],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', undefined],
  ['\xff\xd8', undefined],
  ['', undefined],
])('%j', (text, mediaType) => {
  expect(mediaTypeOf(bytes(text))).toBe(mediaType);
});
