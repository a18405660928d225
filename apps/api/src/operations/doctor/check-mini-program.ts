import type { MiniProgramSettings } from '../../config/wechat-account-settings.ts';
import { readAccessToken } from '../../wechat/replies.ts';
import type { WechatTransport } from '../../wechat/wechat-transport.ts';
import { readWxacode } from '../../wechat/wxacode-picture.ts';
import { found, type Finding } from './finding.ts';
import { refusalOf } from './wechat-refusal.ts';

/** No login can have this name (they have 32 characters), so the picture opens nothing. It is thrown away. */
const SCENE = 'doctor';
const WXACODE_WIDTH = 280;

/**
 * Asks for an access token (without force: whoever holds the current one keeps it) and, when WeChat gives one, for one
 * picture of the 5,000 a minute.
 */
export async function checkMiniProgram(
  { appId, appSecret, page, checkPath, envVersion }: MiniProgramSettings,
  transport: WechatTransport,
  host: string,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  try {
    const body = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: false };
    const token = await transport.call('stable_token', { body }, readAccessToken);
    findings.push(found('wechat_ok'));
    const picture = {
      scene: SCENE,
      page,
      check_path: checkPath,
      env_version: envVersion,
      width: WXACODE_WIDTH,
    };
    const query = { access_token: token.access_token };
    await transport.call('getwxacodeunlimit', { query, body: picture }, readWxacode);
    findings.push(found(checkPath ? 'page_ok' : 'page_unchecked', { page, version: envVersion }));
  } catch (error) {
    findings.push(refusalOf(error, host, 'wechat-mini-program'));
  }
  return findings;
}
