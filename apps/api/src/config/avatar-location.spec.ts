import { describe, expect, test } from '@jest/globals';
import { message } from '../platform/operator-messages/messages.ts';
import { settingsMessages } from './settings-messages.ts';
import { parseAvatarStorage } from './avatar-location.ts';
import { readSettings, SettingsError } from './settings.ts';

describe('AVATAR_STORAGE', () => {
  const good: [string, unknown][] = [
    ['disk:./data/avatars', { kind: 'disk', folder: './data/avatars' }],
    ['disk:/srv/my pictures', { kind: 'disk', folder: '/srv/my pictures' }],
    ['s3://bucket', { kind: 's3', bucket: 'bucket', prefix: '' }],
    ['s3://bucket/', { kind: 's3', bucket: 'bucket', prefix: '' }],
    ['s3://my-bucket.1250000000/a/b_c.d', { kind: 's3', bucket: 'my-bucket.1250000000', prefix: 'a/b_c.d' }],
    ['s3://bucket/a/', { kind: 's3', bucket: 'bucket', prefix: 'a' }],
  ];
  test.each(good)('reads %s', (text, wanted) => {
    expect(parseAvatarStorage(text)).toEqual(wanted);
  });

  const bad = [
    'disk:',
    'file:/srv',
    's3:',
    's3://',
    's3://ab/../c',
    's3://abc/..',
    's3://abc/./d',
    's3://-abc',
    's3://abc//d',
    's3://abc/d?x',
    's3://abc/d#x',
    's3://abc/ä',
    's3://key:secret@abc',
    'S3://abc',
  ];
  test.each(bad)('does not read %s', (text) => {
    expect(parseAvatarStorage(text)).toBeUndefined();
  });
});

describe('settings of S3', () => {
  const s3 = {
    WECHAT_APP_ID: 'wx0123456789abcdef',
    WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
    AVATAR_STORAGE: 's3://bucket/maqiao',
    S3_ACCESS_KEY_ID: 'the-key-id',
    S3_SECRET_ACCESS_KEY: 'hidden-words',
  };

  test('are all in one place', () => {
    const given = { S3_ENDPOINT: 'http://minio:9000/', S3_REGION: 'cn-north-1' };
    expect(readSettings({ ...s3, ...given }).avatars).toEqual({
      kind: 's3',
      bucket: 'bucket',
      prefix: 'maqiao',
      endpoint: 'http://minio:9000',
      region: 'cn-north-1',
      accessKeyId: 'the-key-id',
      secretAccessKey: 'hidden-words',
    });
  });

  test('without an endpoint are Amazon’s, in the region', () => {
    expect(readSettings(s3).avatars).toMatchObject({
      endpoint: 'https://s3.us-east-1.amazonaws.com',
      region: 'us-east-1',
    });
    expect(readSettings({ ...s3, S3_REGION: 'eu-central-1' }).avatars).toMatchObject({
      endpoint: 'https://s3.eu-central-1.amazonaws.com',
    });
  });

  test.each(['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'])('need %s', (name) => {
    expect(() => readSettings({ ...s3, [name]: '' })).toThrow(
      new SettingsError(message(settingsMessages.s3_wants_key)),
    );
  });

  test('are not looked at with a disk', () => {
    expect(readSettings({ ...s3, AVATAR_STORAGE: 'disk:/srv' }).avatars).toEqual({
      kind: 'disk',
      folder: '/srv',
    });
  });
});
