import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const script = join(import.meta.dirname, '..', 'scripts', 'build.mjs');

function build(environment: Record<string, string>) {
  const { status, stderr } = spawnSync(process.execPath, [script], { env: environment, encoding: 'utf8' });
  return { status, stderr };
}

test.each([
  ['nothing', {}],
  ['no URL', { API_BASE: 'login.example.com' }],
  ['another scheme', { API_BASE: 'ftp://login.example.com' }],
  ['a path', { API_BASE: 'https://login.example.com/api' }],
  ['a password', { API_BASE: 'https://me:hunter2@login.example.com' }],
] as [string, Record<string, string>][])(
  'an API_BASE that is %s stops the build with a sentence',
  (_name, environment) => {
    const { status, stderr } = build(environment);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^API_BASE must be the http\(s\) origin of the API/);
    expect(stderr).not.toContain('hunter2');
  },
);

test('issue 13, number 4: whether there is a profile page is true or false, and nothing else', () => {
  const { status, stderr } = build({ API_BASE: 'https://login.example.com', WECHAT_PROFILE_PAGE: 'no' });
  expect({ status, stderr }).toEqual({ status: 1, stderr: 'WECHAT_PROFILE_PAGE must be true or false.\n' });
});

test('an AppID that is none stops it too', () => {
  const { status, stderr } = build({ API_BASE: 'https://login.example.com', WECHAT_APP_ID: 'my app' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^WECHAT_APP_ID must be the AppID/);
});
