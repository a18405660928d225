// Messages of npm run mp:preview and npm run mp:upload. `{console}` is a menu of WeChat's console, which is in Chinese.

/** @satisfies {Record<string, { en: string, zh: string }>} */
export const MINI_PROGRAM_WORDS = {
  installing_uploader: {
    en: "Installing WeChat's uploader (once; 200 MB) …",
    zh: '正在安装微信的上传工具（只需一次，200 MB）…',
  },
  app_id_unset: {
    en: 'WECHAT_APP_ID is not set: name the AppID of your mini program in .env.',
    zh: '没有设置 WECHAT_APP_ID：请在 .env 里写明小程序的 AppID。',
  },
  app_id_malformed: {
    en: 'WECHAT_APP_ID is not an AppID: it must be wx and 16 letters or digits, as the console shows it.',
    zh: 'WECHAT_APP_ID 不是 AppID：应为 wx 加 16 个字母或数字，与公众平台显示的一致。',
  },
  not_uploaded: { en: 'Not uploaded. {why}', zh: '没有上传。{why}' },
  not_sent: {
    en: 'Not sent: the compiled program is not the expected one: {why}.',
    zh: '没有发送：编译出的是另一个程序，{why}。',
  },
  sending: { en: 'Sending {url} to WeChat as {appId} …', zh: '正在把 {url} 作为 {appId} 发送给微信 …' },
  scan_preview: {
    en: 'Scan it with WeChat, as a developer of the mini program. A preview is valid for a short time only.',
    zh: '请用小程序开发者的微信扫码。预览只在短时间内有效。',
  },
  scan_preview_file: {
    en: 'Scan the code in {picture} with WeChat, as a developer of the mini program.',
    zh: '请用小程序开发者的微信扫 {picture} 里的码。',
  },
  uploaded: {
    en: 'Uploaded as version {version}. It is a development version now: in the console, under {console}, make it\nthe trial version, or submit it for review (docs/review-checklist.md has the texts).',
    zh: '已上传，版本 {version}。它现在是开发版本：请在公众平台的“{console}”里设为体验版，\n或者提交审核（填写的内容见 docs/zh/review-checklist.md）。',
  },

  privacy_without_words: {
    en: 'The mini program in {folder} uses {interfaces} ({types}), and the privacy guide has no text for it: add its purpose to scripts/lib/mini-program/privacy-guide.mjs.',
    zh: '{folder} 里的小程序用到了 {interfaces}（{types}），而隐私保护指引里还没有对应的文字：请在 scripts/lib/mini-program/privacy-guide.mjs 里写明用途。',
  },
  privacy_guide_at: {
    en: 'The text for its privacy guide: apps/miniprogram/dist/privacy-guide.md',
    zh: '这个版本的用户隐私保护指引，可直接粘贴：apps/miniprogram/dist/privacy-guide.zh-CN.md',
  },

  // --- the address that is compiled in ---
  base_cure: {
    en: 'Set PUBLIC_URL in .env to the https address of your server, such as https://login.example.com.',
    zh: '请在 .env 里把 PUBLIC_URL 设为服务器的 https 地址，例如 https://login.example.com。',
  },
  base_loopback: {
    en: '{base} is an address of this machine only: no phone can reach it. {cure}',
    zh: '{base} 是本机地址，手机都访问不到。{cure}',
  },
  base_private: {
    en: '{base} can be reached in your own network only. {cure} To try it there: npm run mp:preview',
    zh: '{base} 只在你自己的网络里。{cure}想在内网里试：npm run mp:preview',
  },
  base_address: {
    en: '{base} is an IP address, and WeChat accepts domains only. {cure}',
    zh: '{base} 是 IP 地址，微信只接受域名。{cure}',
  },
  base_plain: {
    en: '{base} is not https, and WeChat allows a mini program to call https only. {cure}',
    zh: '{base} 不是 https，微信只让小程序访问 https。{cure}',
  },
  preview_loopback: {
    en: 'Warning: {base} is an address of this machine only. Set PUBLIC_URL to an address that a phone can reach.',
    zh: '注意：{base} 是本机地址，手机访问不到。请把 PUBLIC_URL 设为手机能访问的地址。',
  },
  preview_unlisted: {
    en: 'Warning: WeChat does not allow a mini program to call {base}. On the phone, press the three dots and switch on {debugging} (debugging): the address is not checked then.',
    zh: '注意：微信不允许小程序访问 {base}。请在手机上点右上角的三个点，打开“{debugging}”，就不检查地址了。',
  },

  // --- the compiled program ---
  not_compiled: { en: 'it is not compiled', zh: '它还没有编译' },
  calls_elsewhere: { en: 'it does not call {url}', zh: '它访问的不是 {url}' },
  names_others: { en: 'it also names {origins}', zh: '它还写着 {origins}' },
  other_project: { en: 'its project belongs to the AppID {appId}', zh: '它的项目属于 AppID {appId}' },

  // --- options ---
  send_usage: {
    en: 'npm run mp:upload -- --version 1.0.0 --desc "What is new" --robot 1',
    zh: 'npm run mp:upload -- --version 1.0.0 --desc "更新了什么" --robot 1',
  },
  version_wants: {
    en: '--version must consist of letters, digits and dots, such as 1.0.0: WeChat accepts nothing else.',
    zh: '--version 只能是字母、数字和点，例如 1.0.0：微信不接受别的。',
  },
  robot_wants: {
    en: '--robot must be a number from 1 to 30: each robot has its own development version.',
    zh: '--robot 应为 1 到 30 的数：每个机器人各有一个开发版本。',
  },

  // --- the upload key ---
  key_unset: {
    en: 'WECHAT_UPLOAD_KEY_FILE is not set: make an upload key in the console ({console}), save the file outside of the repository, and name it in .env.',
    zh: '没有设置 WECHAT_UPLOAD_KEY_FILE：请在公众平台（{console}）生成上传密钥，把文件存到仓库之外，并在 .env 里写明它。',
  },
  key_missing: {
    en: 'WECHAT_UPLOAD_KEY_FILE names no file: {path}. The console gives it under {console}.',
    zh: 'WECHAT_UPLOAD_KEY_FILE 指向的文件不存在：{path}。请在公众平台的“{console}”获取。',
  },
  key_open: {
    en: 'Other accounts of this machine can read the upload key, and could replace your mini program. Restrict it: chmod 600 {path}',
    zh: '本机其他账号能读取上传密钥，可以用它替换你的小程序。请收紧权限：chmod 600 {path}',
  },
  key_malformed: {
    en: '{path} is not an upload key: it must be the whole file from the console ({console}), with its BEGIN and END lines.',
    zh: '{path} 不是上传密钥：应为公众平台（{console}）给的整个文件，包括 BEGIN 和 END 两行。',
  },

  // --- what WeChat's uploader fails with ---
  key_unusable: {
    en: 'The upload key cannot be used: make a new one in the console ({console}) and save the whole file.',
    zh: '上传密钥不能用：请在公众平台（{console}）重新生成，并保存整个文件。',
  },
  uploader_no_network: {
    en: 'servicewechat.com cannot be reached from here: check the network; behind a proxy, set HTTPS_PROXY.',
    zh: '从这里访问不到 servicewechat.com：请检查网络；如在代理之后，请设置 HTTPS_PROXY。',
  },
  uploader_certificate: {
    en: 'Something between here and servicewechat.com presents a certificate of its own: use another network, or set NODE_EXTRA_CA_CERTS to the file of its root certificate.',
    zh: '到 servicewechat.com 的途中有设备出示了自己的证书：请换一个网络，或者在 NODE_EXTRA_CA_CERTS 里写明它的根证书。',
  },
  uploader_strange_answer: {
    en: "servicewechat.com answered something that WeChat's uploader does not understand; it may be a proxy's page. Try again later. ({code})",
    zh: '微信的上传工具读不懂 servicewechat.com 返回的内容，可能是代理的页面。请稍后再试。（{code}）',
  },
  uploader_refuses: {
    en: "WeChat's uploader does not accept the program: {words}",
    zh: '微信的上传工具不接受这个程序：{words}',
  },
  uploader_silent: {
    en: "WeChat's uploader ended without an error message",
    zh: '微信的上传工具没有任何提示就退出了',
  },
  this_address: { en: "This machine's address", zh: '本机的 IP' },
  this_address_is: { en: "This machine's address {ip}", zh: '本机的 IP {ip}' },
  upload_list: {
    en: '{which} is not in the upload list: add it in the console ({console}), or switch that list off there. (-10008)',
    zh: '{which} 不在上传白名单里：请在公众平台（{console}）添加，或者在那里关闭白名单。（-10008）',
  },
  upload_app_id: {
    en: 'WeChat does not know the AppID {appId}, or the key belongs to another: compare WECHAT_APP_ID with the console. {answer}',
    zh: '微信不认识 AppID {appId}，或者密钥属于另一个：请与公众平台核对 WECHAT_APP_ID。{answer}',
  },
  upload_key_of_another: {
    en: 'The upload key is not that of {appId}, or was reset: make a new one in the console ({console}). {answer}',
    zh: '上传密钥不是 {appId} 的，或者已重置：请在公众平台（{console}）重新生成。{answer}',
  },
  upload_version: {
    en: 'WeChat does not accept the version {version}: choose another with --version, in letters, digits and dots. {answer}',
    zh: '微信不接受版本号 {version}：请用 --version 换一个，只用字母、数字和点。{answer}',
  },
  upload_too_large: {
    en: 'The program is too large for WeChat: npm run build prints its size. {answer}',
    zh: '程序超过了微信的大小限制：npm run build 会说明它的大小。{answer}',
  },
  upload_busy: {
    en: 'WeChat is busy: try again in a few minutes. {answer}',
    zh: '微信繁忙：请过几分钟再试。{answer}',
  },
  upload_refused: {
    en: "WeChat refused the program, with a number that Maqiao does not know: search for it in WeChat's developer community, and check that the account is not restricted. {answer}",
    zh: '微信拒绝了这个程序，码桥不认识这个错误码：请到微信开放社区搜索它，并确认账号没有受限。{answer}',
  },
};
