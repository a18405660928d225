import { fault, note, ok, warning, type Diagnosis } from './diagnosis.ts';

// What WeChat says of the official account, and what its console is set to.

export const ACCOUNT_DIAGNOSES = {
  account_ok: ok(
    'WeChat accepts the AppID, the AppSecret and this address for the official account.',
    '微信接受公众号的 AppID、AppSecret 和本机的 IP。',
  ),
  account_refused: fault(
    'WeChat says {errcode} of the official account: {words}',
    '微信对公众号返回 {errcode}：{words}',
  ),
  account_refused_address: fault(
    'WeChat says {errcode} of the official account: {words} The address is {address}.',
    '微信对公众号返回 {errcode}：{words} 本机的 IP 是 {address}。',
  ),
  account_busy: warning(
    'WeChat says {errcode} of the official account: {words} Try again later; nothing can be said about the rest.',
    '微信对公众号返回 {errcode}：{words} 请稍后再试。',
  ),
  account_codes_ok: ok(
    'The official account may make codes with parameters, which the method official-account shows.',
    '公众号能生成带参数的二维码，可以使用 official-account 登录方式。',
  ),
  console_saved: warning(
    'The automatic replies and the menu of the official account were saved to {path}. Switching the event push on (服务器配置) disables both, and the console takes one push address only: a program that gets messages there now must become WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL. Keep the file, to set replies and menu up again.',
    '公众号现有的自动回复和菜单已保存到 {path}。启用“服务器配置”后，公众平台里的自动回复和菜单都会失效；推送地址也只能填一个，现在已有程序在收消息的话，请把它的地址设为 WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL。请留好这个文件，以便重新设置。',
  ),
  console_kept: note(
    'The automatic replies and the menu of the official account are as in {path}, which was saved before. Switching the event push on (服务器配置) disables both, and the console takes one push address only.',
    '公众号的自动回复和菜单与之前保存的 {path} 一致。启用“服务器配置”后，两者都会失效；推送地址只能填一个。',
  ),
  console_empty: ok(
    'The console of the official account has neither automatic replies nor a menu that the event push would disable.',
    '公众平台里没有自动回复和菜单，启用“服务器配置”不会影响什么。',
  ),
  console_unread: warning(
    'WeChat does not tell what the console of the official account is set to ({reason}), so nothing was saved. Switching the event push on (服务器配置) disables automatic replies and menu: write them down first. The console takes one push address only.',
    '微信没有给出公众号的自动回复和菜单（{reason}），所以没有保存。启用“服务器配置”后，两者都会失效，请先自行记下；推送地址只能填一个。',
  ),
  console_unsaved: warning(
    'The automatic replies and the menu of the official account could not be saved in {folder} ({reason}): make the folder if it is missing, and run the doctor again under an account that may write there, before the event push is switched on (服务器配置), which disables both.',
    '无法把公众号的自动回复和菜单保存到 {folder}（{reason}）：启用“服务器配置”会使两者失效，请在此之前用对该文件夹有写权限的账号再运行一次 doctor；文件夹不存在的话，请先建好。',
  ),

  push_ok: ok(
    'The event push can reach {url}; the server has the token and keys of these settings.',
    '消息推送能到达 {url}，服务端使用的 Token 和密钥与这里的设置一致。',
  ),
  push_token_short: warning(
    'WECHAT_OFFICIAL_ACCOUNT_TOKEN has fewer than {least} characters, and in the mode plain nothing else protects messages: whoever guesses it can sign in as anybody. Enter a random one of 32 letters and digits in the console and here.',
    'WECHAT_OFFICIAL_ACCOUNT_TOKEN 不到 {least} 个字符，而明文模式只靠它保护：谁猜到它，谁就能冒充任何人登录。请随机生成 32 个字母和数字，在公众平台和这里都换成它。',
  ),
  push_token_other: fault(
    'The running server refuses the signature: it has another WECHAT_OFFICIAL_ACCOUNT_TOKEN than these settings. Restart it; the console must have the same token.',
    '正在运行的服务拒绝了签名：它的 WECHAT_OFFICIAL_ACCOUNT_TOKEN 与这里的设置不同。请重启服务；公众平台里的 Token 也要相同。',
  ),
  push_key_other: fault(
    'The running server has this token, and cannot read messages: its WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY, WECHAT_OFFICIAL_ACCOUNT_APP_ID or WECHAT_OFFICIAL_ACCOUNT_MODE is another than in these settings. Restart it; the console must have the same EncodingAESKey.',
    '正在运行的服务 Token 相同，但解不开消息：它的 WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY、WECHAT_OFFICIAL_ACCOUNT_APP_ID 或 WECHAT_OFFICIAL_ACCOUNT_MODE 与这里的设置不同。请重启服务；公众平台里的 EncodingAESKey 也要相同。',
  ),
  push_without_account: fault(
    'The running server has no official account: restart it with these settings.',
    '正在运行的服务没有设置公众号：请用这里的设置重启。',
  ),
  push_not_passed: fault(
    'WeChat’s messages do not arrive at {url} ({status}): let the firewall, CDN or proxy pass GET and POST with text/xml and application/json there, the query unchanged.',
    '微信的消息到不了 {url}（{status}）：请让防火墙、CDN 或代理在这个地址上放行 GET，以及 text/xml 和 application/json 的 POST，不要改动查询参数。',
  ),
} as const satisfies Record<string, Diagnosis>;
