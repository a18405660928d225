import { describe, expect, test } from '@jest/globals';
import { rejectionOf } from './test-support.ts';
import { readWxacode } from './wxacode-picture.ts';

const JPEG = Buffer.concat([
  Buffer.from('ffd8ffe000104a464946', 'hex'),
  Buffer.alloc(5000, 7),
  Buffer.from('ffd9', 'hex'),
]);
const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  Buffer.alloc(5000, 7),
  Buffer.from('0000000049454e44ae426082', 'hex'),
]);
const read = (bytes: Buffer | string, mediaType = 'image/jpeg') =>
  readWxacode({ bytes: Buffer.from(bytes), mediaType });
const errorOf = (bytes: Buffer | string, mediaType?: string) =>
  rejectionOf(Promise.resolve().then(() => read(bytes, mediaType)));

describe('a picture is recognised by its bytes, whatever the content type is', () => {
  test.each([
    ['JPEG', JPEG, 'image/jpeg', 'image/jpeg'],
    ['PNG as is_hyaline sends it', PNG, 'image/jpeg', 'image/png'],
    ['JPEG under text/plain', JPEG, 'text/plain', 'image/jpeg'],
    [
      'the first bytes of a JPEG, as a stand-in may send them',
      JPEG.subarray(0, 12),
      'image/jpeg',
      'image/jpeg',
    ],
    ['JPEG with padding behind its end', Buffer.concat([JPEG, Buffer.alloc(8)]), 'image/jpeg', 'image/jpeg'],
  ])('%s', (_name, bytes, said, mediaType) => {
    expect(read(bytes, said)).toEqual({ mediaType, bytes });
  });
});

describe('an error is recognised by its content, whatever the content type is', () => {
  test.each([
    '{"errcode":41030,"errmsg":"invalid page"}',
    ' \r\n{"errcode":41030}',
    '\ufeff{"errcode":"41030","errmsg":null,"more":[1]}',
  ])('%s', async (text) => {
    for (const mediaType of ['application/json', 'image/jpeg', 'text/html']) {
      expect(await errorOf(text, mediaType)).toMatchObject({ code: 'wechat_misconfigured', errcode: 41030 });
    }
  });
});

describe('anything else is wechat_unavailable, and says what came', () => {
  test.each([
    ['a cut JPEG', JPEG.subarray(0, 3000), 'broken image'],
    ['a cut PNG', PNG.subarray(0, 3000), 'broken image'],
    ['a JPEG read as text', Buffer.from(JPEG.toString('utf8')), 'neither picture nor error'],
    ['nothing', '', 'empty'],
    ['HTML', '<html>', 'neither picture nor error'],
    ['JSON without errcode', '{"ok":true}', 'neither picture nor error'],
    ['JSON with errcode 0', '{"errcode":0}', 'neither picture nor error'],
    ['broken JSON', '{"errcode":41030', 'neither picture nor error'],
    [
      'JSON that is far too long',
      `{"errcode":41030,"errmsg":"${'x'.repeat(70_000)}"}`,
      'neither picture nor error',
    ],
  ])('%s', async (_name, bytes, hint) => {
    expect(await errorOf(bytes)).toMatchObject({
      code: 'wechat_unavailable',
      operatorHint: expect.stringContaining(hint),
    });
  });
});
