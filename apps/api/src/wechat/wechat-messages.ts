import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** How WeChat did not answer as it should. Its error codes are in `errcodes.ts`. */
export const wechatMessages = {
  demo_plays_wechat: {
    en: 'Demo: WeChat is played by the simulator at {url}. Anyone can sign in as anyone.',
    zh: '演示：微信由 {url} 的模拟程序扮演，谁都能以任何人的身份登录。',
  },
  wechat_elsewhere: {
    en: 'WECHAT_API_BASE_URL is {url}, outside weixin.qq.com: whoever answers there gets the AppSecret and decides who everyone is. Remove it unless this is your own forwarding proxy.',
    zh: 'WECHAT_API_BASE_URL 是 {url}，不属于 weixin.qq.com：谁在那里应答，谁就拿到 AppSecret，并决定每个人是谁。如果那不是你自己的转发代理，请去掉它。',
  },
  no_mini_program: {
    en: 'A mini program called, but WECHAT_APP_ID is not set: set it with WECHAT_APP_SECRET.',
    zh: '有小程序在调用，但没有设置 WECHAT_APP_ID：请和 WECHAT_APP_SECRET 一起填。',
  },
  no_official_account: {
    en: 'WECHAT_OFFICIAL_ACCOUNT_APP_SECRET is not set, so WeChat cannot be asked about the official account.',
    zh: '没有设置 WECHAT_OFFICIAL_ACCOUNT_APP_SECRET，不能向微信查询公众号。',
  },
  login_code_again: {
    en: 'The phone sent a login code again; it was not sent to WeChat a second time.',
    zh: '手机又发来同一个登录码，没有再发给微信。',
  },
  web_code_again: {
    en: 'A browser came back with the same code again; it was not sent to WeChat a second time.',
    zh: '浏览器又带来同一个 code，没有再发给微信。',
  },
  token_not_ahead: {
    en: 'The access token could not be renewed ahead; the old one still works. {why}',
    zh: '没能提前更新 access_token，旧的还能用。{why}',
  },
  as_before: {
    en: '{hint} (as before; tried again in {seconds} s)',
    zh: '{hint}（同前；{seconds} 秒后再试）',
  },
  wechat_address: { en: 'Address: {address}.', zh: '服务器 IP：{address}。' },
  token_by_none: {
    en: 'Other instances tried to fetch the access token, and none succeeded.',
    zh: '其他实例获取 access_token，都没有成功。',
  },
  token_took_all: {
    en: 'Getting an access token took all the time there was.',
    zh: '获取 access_token 超时。',
  },
  wechat_silent: {
    en: 'No answer within {seconds} s: check the way out (firewall, DNS, proxy) to WECHAT_API_BASE_URL.',
    zh: '{seconds} 秒内没有响应：请检查到 WECHAT_API_BASE_URL 的出口（防火墙、DNS、代理）。',
  },
  wechat_unreached: { en: 'The connection failed ({failure}). {cure}', zh: '连接失败（{failure}）。{cure}' },
  wechat_host_unknown: {
    en: "The host's name cannot be resolved: check DNS and WECHAT_API_BASE_URL.",
    zh: '域名无法解析：请检查 DNS 和 WECHAT_API_BASE_URL。',
  },
  wechat_certificate: {
    en: 'The certificate is not trusted: check the clock, the CA certificates, and who answers at WECHAT_API_BASE_URL.',
    zh: '证书不受信任：请检查时钟、CA 证书，以及 WECHAT_API_BASE_URL 上是谁在应答。',
  },
  wechat_way_out: {
    en: 'Check the way out (firewall, proxy) to WECHAT_API_BASE_URL.',
    zh: '请检查到 WECHAT_API_BASE_URL 的出口（防火墙、代理）。',
  },
  wechat_answer_broken: { en: 'The answer is broken or far too long.', zh: '返回的内容已损坏，或者过长。' },
  wechat_status: {
    en: 'HTTP status {status} ({mediaType}) instead of an answer.',
    zh: '返回的是 HTTP 状态 {status}（{mediaType}），不是微信的结果。',
  },
  wechat_not_json: {
    en: 'The answer is {bytes} bytes of {mediaType} that are not JSON.',
    zh: '返回的是 {bytes} 字节的 {mediaType}，不是 JSON。',
  },
  wechat_json_unusable: {
    en: 'The answer is JSON without a usable {members}.',
    zh: '返回的是 JSON，但没有可用的 {members}。',
  },
  wechat_empty: { en: 'The answer is empty ({mediaType}).', zh: '返回的内容为空（{mediaType}）。' },
  wechat_no_picture: {
    en: 'The answer is neither picture nor error ({bytes} bytes of {mediaType}).',
    zh: '返回的既不是图片，也不是错误信息（{bytes} 字节的 {mediaType}）。',
  },
  wechat_picture_cut: {
    en: 'The answer is a broken image: {bytes} bytes of {mediaType} without its end. A proxy may have cut it, or read it as text.',
    zh: '图片不完整：{bytes} 字节的 {mediaType}，没有结尾。可能被代理截断，或者被当作文本处理了。',
  },
  picture_not_fetched: {
    en: 'The picture that WeChat shows of a person could not be fetched ({why}).',
    zh: '没能取到微信头像（{why}）。',
  },
  who_answers: {
    en: 'A gateway or proxy between, or WeChat is in maintenance; check what answers at WECHAT_API_BASE_URL.',
    zh: '中间有网关或代理，或者微信在维护；请检查 WECHAT_API_BASE_URL 上是什么在应答。',
  },
} as const satisfies MessageTable;
