import { fault, note, ok, warning, type Diagnosis } from './diagnosis.ts';

// The website app, the domain that people come back to from WeChat, and the files by which WeChat checks it.

export const DOMAIN_DIAGNOSES = {
  website_ok: ok(
    'WeChat accepts the AppID and the AppSecret of the website app.',
    '微信接受网站应用的 AppID 和 AppSecret。',
  ),
  website_refused: fault(
    'WeChat says {errcode} of the website app: {words}',
    '微信对网站应用返回 {errcode}：{words}',
  ),
  website_busy: warning(
    'WeChat says {errcode} of the website app: {words} Try again later.',
    '微信对网站应用返回 {errcode}：{words} 请稍后再试。',
  ),
  website_entry: note(
    'At open.weixin.qq.com the website app’s 授权回调域 must be exactly {host}; WeChat has no API to look it up.',
    '开放平台网站应用的“授权回调域”必须是 {host}；微信没有接口可以查询。',
  ),
  website_domain_unusable: fault(
    'The method website cannot work at {origin}: WeChat sends people back only to a filed domain that is entered as 授权回调域, and not to http, a port or an IP address. Set PUBLIC_URL to https and such a domain, or take website out of LOGIN_METHODS.',
    '在 {origin} 上不能用 website 登录方式：微信只跳回已备案并填为“授权回调域”的域名，不能是 http，也不能带端口或用 IP。请把 PUBLIC_URL 设为这样的 https 域名，或从 LOGIN_METHODS 去掉 website。',
  ),
  account_web_entry: note(
    'In the console of the official account 网页授权域名 must be exactly {host}; WeChat has no API to look it up.',
    '公众平台的“网页授权域名”必须是 {host}；微信没有接口可以查询。',
  ),
  account_web_domain_unusable: warning(
    'The method official-account-web cannot work at {origin}, except with WeChat’s test account: WeChat sends people back only to a filed domain that is entered as 网页授权域名, and not to http, a port or an IP address. Set PUBLIC_URL to https and such a domain, or take official-account-web out of LOGIN_METHODS.',
    '在 {origin} 上不能用 official-account-web 登录方式（接口测试号除外）：微信只跳回已备案并填为“网页授权域名”的域名，不能是 http，也不能带端口或用 IP。请把 PUBLIC_URL 设为这样的 https 域名，或从 LOGIN_METHODS 去掉 official-account-web。',
  ),
  confirm_page_domain_unusable: warning(
    'The confirm page cannot work at {origin}, except with WeChat’s test account: WeChat sends people back only to a filed domain that is entered as 网页授权域名, and not to http, a port or an IP address. Set PUBLIC_URL to https and such a domain, or WECHAT_OFFICIAL_ACCOUNT_CONFIRM to chat.',
    '在 {origin} 上不能用确认页（接口测试号除外）：微信只跳回已备案并填为“网页授权域名”的域名，不能是 http，也不能带端口或用 IP。请把 PUBLIC_URL 设为这样的 https 域名，或把 WECHAT_OFFICIAL_ACCOUNT_CONFIRM 设为 chat。',
  ),
  verify_folder_unreadable: warning(
    'The folder {folder} of WECHAT_VERIFY_FILES cannot be read ({reason}): make it, and put the files MP_verify_….txt into it.',
    '无法读取 WECHAT_VERIFY_FILES 的文件夹 {folder}（{reason}）：请建好它，并放入 MP_verify_….txt 文件。',
  ),
  verify_files_absent: warning(
    'The folder {folder} of WECHAT_VERIFY_FILES has no file MP_verify_….txt: download it in the console where you enter the domain, and put it there under its name.',
    'WECHAT_VERIFY_FILES 的文件夹 {folder} 里没有 MP_verify_….txt：请在公众平台填写域名的地方下载，不要改名，放到那里。',
  ),
  verify_file_unusable: warning(
    '{path} is a link, a folder or longer than 1 KiB, and is not served: put the file itself there, as WeChat gives it.',
    '{path} 是链接、文件夹，或者超过 1 KiB，不会提供：请原样放入微信给的文件。',
  ),
  verify_file_ok: ok('WeChat can fetch {url}.', '微信能取到 {url}。'),
  verify_file_not_served: warning(
    '{url} does not give the file ({status}), so WeChat will not accept the domain: restart the server with these settings, and let the proxy pass /MP_verify_….txt.',
    '{url} 取不到该文件（{status}），微信不会接受这个域名：请用这里的设置重启服务，并让代理放行 /MP_verify_….txt。',
  ),
} as const satisfies Record<string, Diagnosis>;
