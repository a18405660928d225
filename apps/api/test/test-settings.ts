import { readSettings, type Settings } from '../src/config/settings.ts';

/** Settings of a test server: a real AppID's form, WeChat at an address where nobody answers. */
export function testSettings(environment: Record<string, string> = {}): Settings {
  return readSettings({
    NODE_ENV: 'test',
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
