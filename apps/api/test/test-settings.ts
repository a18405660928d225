import { readSettings, type Settings } from '../src/config/settings.ts';

/** The setting of a server that documents its calls, for tests of that: the others run as owners do, without. */
export const WITH_API_DOCS = { NODE_ENV: 'test' };

/** Settings of a test server: a real AppID's form, WeChat at an address where nobody answers. */
export function testSettings(environment: Record<string, string> = {}): Settings {
  return readSettings({
    NODE_ENV: 'production',
    LOG_LEVEL: 'silent',
    LOG_FORMAT: 'json',
    PUBLIC_URL: 'https://login.example.com',
    WECHAT_APP_ID: 'wx0123456789abcdef',
    WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
    WECHAT_API_BASE_URL: 'http://127.0.0.1:9',
    DATABASE_URL: 'sqlite::memory:',
    ...environment,
  });
}
