import type { Settings } from '../../config/settings.ts';
import { readAccessToken, readConsoleInfo, readParametricCode } from '../../wechat/replies.ts';
import { WechatError } from '../../wechat/wechat-error.ts';
import type { WechatTransport } from '../../wechat/wechat-transport.ts';
import { message } from '../../platform/operator-messages/messages.ts';
import { doctorMessages } from './doctor-messages.ts';
import { found, type Finding } from './finding.ts';
import { keepConsole, type ConsoleContent } from './keep-console.ts';
import { refusalOf } from './wechat-refusal.ts';

const ACCOUNT = 'wechat-official-account';
/** No sign-in has this name, so nothing comes of a scan. Nobody sees the code. */
const SCENE = 'doctor';
const CODE_SECONDS = 60;
/** “There is no menu.” */
const NO_MENU = 46003;

/**
 * Asks for an access token of the official account, whether it may make codes if people are offered them, and what its
 * console is set to, which is kept in a file. An account without a secret is not asked for.
 */
export async function checkOfficialAccount(
  settings: Settings,
  transport: WechatTransport,
  host: string,
): Promise<Finding[]> {
  const { appId, appSecret: secret } = settings.wechat.officialAccount ?? {};
  if (appId === undefined || secret === undefined) return [];
  let token: string;
  try {
    const body = { grant_type: 'client_credential', appid: appId, secret, force_refresh: false };
    const reply = await transport.call('stable_token', { body, account: ACCOUNT }, readAccessToken);
    token = reply.access_token;
  } catch (error) {
    return [refusalOf(error, host, ACCOUNT)];
  }
  const findings = [found('account_ok')];
  if (settings.loginMethods.includes('official-account'))
    findings.push(await checkCodes(token, transport, host));
  findings.push(await checkConsole(settings, appId, token, transport));
  return findings;
}

async function checkCodes(token: string, transport: WechatTransport, host: string): Promise<Finding> {
  const body = {
    expire_seconds: CODE_SECONDS,
    action_name: 'QR_STR_SCENE',
    action_info: { scene: { scene_str: SCENE } },
  };
  try {
    const query = { access_token: token };
    await transport.call('qrcode_create', { query, body, account: ACCOUNT }, readParametricCode);
    return found('account_codes_ok');
  } catch (error) {
    return refusalOf(error, host, ACCOUNT);
  }
}

async function checkConsole(
  settings: Settings,
  appId: string,
  token: string,
  transport: WechatTransport,
): Promise<Finding> {
  const read = (which: 'get_current_autoreply_info' | 'get_current_selfmenu_info') =>
    transport.call(which, { query: { access_token: token }, account: ACCOUNT }, (answer) =>
      readConsoleInfo(which, answer),
    );
  let content: ConsoleContent;
  try {
    content = {
      get_current_autoreply_info: await read('get_current_autoreply_info'),
      get_current_selfmenu_info: await read('get_current_selfmenu_info').catch(withoutMenu),
    };
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    return found('console_unread', { reason: error.errcode ?? message(doctorMessages.no_answer) });
  }
  return keepConsole(content, settings, appId);
}

function withoutMenu(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof WechatError && error.errcode === NO_MENU) return { is_menu_open: 0 };
  throw error;
}
