import { CONSOLE_MENUS } from '@maqiao/shared';
import { join } from 'node:path';
import { installationRoot } from '../platform/process/installation-root.ts';
import { joinMessages, message, type OperatorMessage } from '../platform/operator-messages/messages.ts';
import { settingsMessages } from './settings-messages.ts';

/**
 * The settings that a release cannot start without. There is no demo in a release: settings without an AppID, which
 * mean the demo in a repository, are incomplete there.
 * @returns undefined when AppID and AppSecret are there, or another account of WeChat’s in place of both
 */
export function missingSettings(
  environment: Readonly<Record<string, string | undefined>>,
): OperatorMessage | undefined {
  const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret } = environment;
  if (appId && appSecret) return undefined;
  const hasOther = environment.WECHAT_OFFICIAL_ACCOUNT_APP_ID || environment.WECHAT_WEBSITE_APP_ID;
  if (hasOther && !appId && !appSecret) return undefined;
  const missing = [
    ...(appId ? [] : [message(settingsMessages.missing_app_id, { console: CONSOLE_MENUS.credentials })]),
    ...(appSecret
      ? []
      : [message(settingsMessages.missing_app_secret, { console: CONSOLE_MENUS.credentials })]),
    ...(environment.PUBLIC_URL ? [] : [message(settingsMessages.missing_public_url)]),
  ];
  const place = environment.MAQIAO_ENV_FILE ?? join(installationRoot() ?? '.', '.env');
  return message(settingsMessages.settings_missing, { missing: joinMessages(...missing), place });
}
