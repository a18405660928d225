import { isIP } from 'node:net';
import type { Settings } from '../../config/settings.ts';
import { isLoopbackHost } from '../../platform/http/addresses.ts';
import type { DiagnosisCode } from './diagnoses.ts';
import { found, type Finding } from './finding.ts';

/** No method, and it needs the same domain as official-account-web. */
const CONFIRM_PAGE = 'confirm page';

/** What is said for whatever sends browsers to WeChat and back: of a domain, and of what is none. */
const SAID: Readonly<Record<string, readonly [entry: DiagnosisCode, unusable: DiagnosisCode]>> = {
  website: ['website_entry', 'website_domain_unusable'],
  'official-account-web': ['account_web_entry', 'account_web_domain_unusable'],
  [CONFIRM_PAGE]: ['account_web_entry', 'confirm_page_domain_unusable'],
};

/**
 * Judges PUBLIC_URL as the address that people come back to from WeChat: a domain that is filed and entered in the console,
 * by https, without a port. Where browsers are sent elsewhere than to WeChat, that place has its own rules.
 */
export function checkRedirectDomain({
  loginMethods,
  publicUrl,
  wechat,
}: Pick<Settings, 'loginMethods' | 'publicUrl' | 'wechat'>): Finding[] {
  if (new URL(wechat.openBaseUrl).hostname !== 'open.weixin.qq.com') return [];
  const { protocol, hostname: host, port } = new URL(publicUrl);
  const isDomain = isIP(host.replace(/^\[|\]$/g, '')) === 0 && !isLoopbackHost(host) && host.includes('.');
  const isUsable = protocol === 'https:' && port === '' && isDomain;
  const usesPage =
    wechat.officialAccount?.confirm === 'page' &&
    loginMethods.some((method) => method === 'official-account' || method === 'message');
  const codes = [...loginMethods, ...(usesPage ? [CONFIRM_PAGE] : [])].flatMap((use) => {
    const [entry, unusable] = SAID[use] ?? [];
    return [isUsable ? entry : unusable].filter((code) => code !== undefined);
  });
  return [...new Set(codes)].map((code) => found(code, isUsable ? { host } : { origin: publicUrl }));
}
