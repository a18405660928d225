import type { Settings } from '../../config/settings.ts';
import { wechatIsElsewhere } from '../../config/settings.ts';
import { meaningOfErrcode } from '../../wechat/errcodes.ts';
import { readAccessToken } from '../../wechat/replies.ts';
import { WechatHttp } from '../../wechat/wechat-http.ts';
import { WechatError } from '../../wechat/wechat-error.ts';
import { WechatTransport } from '../../wechat/wechat-transport.ts';
import { readWxacode } from '../../wechat/wxacode-picture.ts';
import type { ClockComparison } from './clock-comparison.ts';
import { found, type Finding } from './finding.ts';

/** No login can have this name (they have 32 characters), so the picture opens nothing. It is thrown away. */
const SCENE = 'doctor';
const WXACODE_WIDTH = 280;

/**
 * Asks WeChat what a login asks: an access token (without force: whoever holds the current one keeps it) and, when it
 * gives one, one picture of the 5,000 a minute. Nothing is repeated. Its answers' dates show whether our clock is right.
 * @param clock is given the times of WeChat's answers
 */
export async function checkWechat(settings: Settings, clock: ClockComparison): Promise<Finding[]> {
  const { apiBaseUrl, miniProgram } = settings.wechat;
  const host = new URL(apiBaseUrl).host;
  const findings: Finding[] = wechatIsElsewhere(settings) ? [found('wechat_elsewhere', { host })] : [];
  if (miniProgram === undefined) return findings;
  const { appId, appSecret, page, checkPath, envVersion } = miniProgram;
  const http = new WechatHttp(apiBaseUrl, {
    asked: () => clock.asked(),
    answered: ({ headers }) => clock.answered(String(headers.date)),
  });
  const transport = new WechatTransport(http);
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
    if (!(error instanceof WechatError)) throw error;
    findings.push(refusal(error, host));
  } finally {
    transport.onApplicationShutdown();
  }
  return [...findings, ...clock.findings()];
}

function refusal(error: WechatError, host: string): Finding {
  const { endpoint, errcode, callerAddress, code, hint } = error;
  if (errcode === undefined) return found('wechat_unreachable', { host, words: hint });
  const facts = { errcode, words: meaningOfErrcode(endpoint, errcode).words };
  if (code === 'wechat_busy') return found('wechat_busy', facts);
  return callerAddress === undefined
    ? found('wechat_refused', facts)
    : found('wechat_refused_address', { ...facts, address: callerAddress });
}
