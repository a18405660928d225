import { describe, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { readSettings, type Settings } from './settings.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

function webhookOf(environment: Record<string, string>): Settings['webhook'] {
  return readSettings({ WECHAT_APP_ID: 'wx0123456789abcdef', WECHAT_APP_SECRET: 'a-secret', ...environment })
    .webhook;
}

test('an address and its secret', () => {
  expect(
    webhookOf({ WEBHOOK_URL: 'https://www.example.com/hooks?from=maqiao', WEBHOOK_SECRET: SECRET }),
  ).toEqual({
    url: 'https://www.example.com/hooks?from=maqiao',
    keys: [Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')],
  });
});

test('two secrets while they change, the first the newer', () => {
  const older = `whsec_${Buffer.from(madeUpSecret('older')).toString('base64')}`;
  const webhook = webhookOf({
    WEBHOOK_URL: 'https://www.example.com/',
    WEBHOOK_SECRET: `${SECRET}, ${older}`,
  });
  expect(webhook?.keys.map(({ length }) => length)).toEqual([24, 64]);
});

test.each<Record<string, string>>([{ WEBHOOK_URL: 'https://www.example.com/' }, { WEBHOOK_SECRET: SECRET }])(
  'one without the other stops the start: %j',
  (environment) => {
    expect(() => webhookOf(environment)).toThrow(/^WEBHOOK_URL and WEBHOOK_SECRET belong together/);
  },
);

describe('http', () => {
  test.each(['127.0.0.1:8080', 'localhost', '192.168.1.7', '10.0.0.2:8080', '[::1]', 'backend:8080'])(
    'is good enough for %s',
    (host) => {
      expect(webhookOf({ WEBHOOK_URL: `http://${host}/hooks`, WEBHOOK_SECRET: SECRET })).toBeDefined();
    },
  );

  test.each(['www.example.com', '203.0.113.7', '[2001:db8::1]'])('is not for %s', (host) => {
    expect(() => webhookOf({ WEBHOOK_URL: `http://${host}/hooks`, WEBHOOK_SECRET: SECRET })).toThrow(
      /^WEBHOOK_URL must be https on a public host/,
    );
  });
});
