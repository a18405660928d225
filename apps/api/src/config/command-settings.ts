import { readSettings, type Settings } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings of a command that calls WeChat never. In the demo they need an address of the simulator, which does not
 * have to run for the command: a placeholder is filled in.
 * @throws SettingsError as `readSettings`
 */
export function readCommandSettings(environment: Environment = process.env): Settings {
  const simulator = environment.WECHAT_APP_ID ? {} : { WECHAT_API_BASE_URL: 'http://127.0.0.1' };
  return readSettings({ ...simulator, ...environment });
}
