import type { Settings } from '../../config/settings.ts';
import { wechatIsElsewhere } from '../../config/settings.ts';
import { WechatHttp } from '../../wechat/wechat-http.ts';
import { WechatTransport } from '../../wechat/wechat-transport.ts';
import { checkMiniProgram } from './check-mini-program.ts';
import { checkOfficialAccount } from './check-official-account.ts';
import { checkWebsite } from './check-website.ts';
import type { ClockComparison } from './clock-comparison.ts';
import { found, type Finding } from './finding.ts';

/**
 * Asks WeChat what a login asks, with each account that has a secret. Nothing is repeated. Its answers' dates show whether
 * our clock is right.
 * @param clock is given the times of WeChat's answers
 */
export async function checkWechat(settings: Settings, clock: ClockComparison): Promise<Finding[]> {
  const { apiBaseUrl, miniProgram, officialAccount, website } = settings.wechat;
  const host = new URL(apiBaseUrl).host;
  const findings: Finding[] = wechatIsElsewhere(settings) ? [found('wechat_elsewhere', { host })] : [];
  const http = new WechatHttp(apiBaseUrl, {
    asked: () => clock.asked(),
    answered: ({ headers }) => clock.answered(String(headers.date)),
  });
  const transport = new WechatTransport(http);
  try {
    if (miniProgram) findings.push(...(await checkMiniProgram(miniProgram, transport, host)));
    const isReached = () => !findings.some(({ code }) => code === 'wechat_unreachable');
    if (officialAccount && isReached())
      findings.push(...(await checkOfficialAccount(settings, transport, host)));
    if (website && isReached()) findings.push(...(await checkWebsite(website, transport, host)));
  } finally {
    transport.onApplicationShutdown();
  }
  return [...findings, ...clock.findings()];
}
