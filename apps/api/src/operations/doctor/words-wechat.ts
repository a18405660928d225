import { fault, note, ok, warning, type Diagnosis } from './diagnosis.ts';

// What WeChat's server says to our calls.

export const WECHAT_DIAGNOSES = {
  wechat_ok: ok(
    'WeChat accepts the AppID, the AppSecret and this address.',
    '微信接受 AppID、AppSecret 和本机的 IP。',
  ),
  wechat_refused: fault('WeChat says {errcode}: {words}', '微信返回 {errcode}：{words}'),
  wechat_refused_address: fault(
    'WeChat says {errcode}: {words} The address is {address}.',
    '微信返回 {errcode}：{words} 本机的 IP 是 {address}。',
  ),
  wechat_busy: warning(
    'WeChat says {errcode}: {words} Try again later; nothing can be said about the rest.',
    '微信返回 {errcode}：{words} 请稍后再试。',
  ),
  wechat_unreachable: fault(
    'WeChat cannot be reached at {host}: {words} Mend the way out (DNS, firewall, WECHAT_API_BASE_URL).',
    '无法访问微信服务器 {host}：{words} 请检查 DNS、防火墙与 WECHAT_API_BASE_URL。',
  ),
  wechat_elsewhere: warning(
    'WECHAT_API_BASE_URL is {host}, which is not WeChat: whoever answers there gets the AppSecret and decides who everyone is. Remove it unless that is your own forwarding proxy.',
    'WECHAT_API_BASE_URL 是 {host}，不是微信的域名：应答者会得到 AppSecret，并能冒充任何人。除非那是你自己的转发代理，否则请删除这项设置。',
  ),
  page_ok: ok(
    'WeChat makes codes for the page {page} of the version {version}.',
    '微信能为 {version} 版本的页面 {page} 生成小程序码。',
  ),
  page_unchecked: note(
    'WeChat makes codes for the page {page} of the version {version}, and does not check that the page is there: only testers with that version can open them. After the release set WECHAT_ENV_VERSION=release.',
    '微信能为 {version} 版本的页面 {page} 生成小程序码，但不检查页面是否存在：只有体验成员能打开。发布后请设 WECHAT_ENV_VERSION=release。',
  ),
  clock_ok: ok('This machine’s clock agrees with WeChat’s.', '本机时钟与微信一致。'),
  clock_fast: fault(
    'This machine’s clock is {seconds} s fast: set it by NTP (timedatectl set-ntp true). Tokens and codes of the wrong time are refused.',
    '本机时钟快了 {seconds} 秒：请开启 NTP 校时（timedatectl set-ntp true），否则令牌和小程序码会被拒绝。',
  ),
  clock_slow: fault(
    'This machine’s clock is {seconds} s slow: set it by NTP (timedatectl set-ntp true). Tokens and codes of the wrong time are refused.',
    '本机时钟慢了 {seconds} 秒：请开启 NTP 校时（timedatectl set-ntp true），否则令牌和小程序码会被拒绝。',
  ),
} as const satisfies Record<string, Diagnosis>;
