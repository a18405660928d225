import { readSettings, type Settings } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings as a command reads them that asks WeChat nothing: in the demo, whose stand-in need not run now, they
 * want an address of it.
 * @throws SettingsError as `readSettings`
 */
export function readCommandSettings(environment: Environment = process.env): Settings {
  const standIn = environment.WECHAT_APP_ID ? {} : { WECHAT_API_BASE_URL: 'http://127.0.0.1' };
  return readSettings({ ...standIn, ...environment });
}
