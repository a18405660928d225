import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What `maqiao init` asks and prints. */
export const initMessages = {
  init_usage: {
    en: `{command} [--ways <list>] [--app-id <AppID>] [--app-secret-file <file>] [--public-url <address>] [--site-name <name>]
            [--env-version trial|release] [--proxy yes|no] [--file <file>] [--yes]
  asks in the terminal for what is not given; without a terminal, or with --yes, it asks nothing
  --ways             what you have at WeChat, with commas: mini-program, website, and one of test-account,
                     service-account, personal-account; what the other options are for, unless given
  --app-id           the AppID of your mini program
  --app-secret-file  a file that holds the AppSecret; - reads it from the standard input
  --account-app-id, --account-secret-file, --account-id gh_…
                     AppID, AppSecret and original ID of the official account
  --account-token-file, --account-key-file
                     files with the token and the EncodingAESKey of its event push; made unless given
  --account-name, --account-code-file
                     name and picture of the code, for an account that people write to
  --website-app-id, --website-secret-file
                     AppID and AppSecret of the website app
  --public-url       the address under which people and phones reach this server
  --site-name        the name of your site; the host of the address unless given
  --env-version      which version of the mini program the codes open: trial before its release
  --proxy            whether a proxy on this machine receives the requests (HOST and TRUST_PROXY)
  --file             the file with the settings: what MAQIAO_ENV_FILE names, else .env
Settings from the environment or that file count as given; all other lines of the file stay.`,
    zh: `{command} [--ways <列表>] [--app-id <AppID>] [--app-secret-file <文件>] [--public-url <地址>] [--site-name <名称>]
            [--env-version trial|release] [--proxy yes|no] [--file <文件>] [--yes]
  在终端里逐项询问没有给出的设置；没有终端，或加了 --yes，就什么也不问
  --ways             你在微信有的账号，用逗号隔开：mini-program、website，以及 test-account、
                     service-account、personal-account 之一；不写则由其他选项决定
  --app-id           小程序的 AppID
  --app-secret-file  存放 AppSecret 的文件；写 - 则从标准输入读取
  --account-app-id、--account-secret-file、--account-id gh_…
                     公众号的 AppID、AppSecret 和原始 ID
  --account-token-file、--account-key-file
                     存放消息推送 Token 和 EncodingAESKey 的文件；不给就随机生成
  --account-name、--account-code-file
                     公众号的名称和二维码图片，用于给公众号发消息的登录方式
  --website-app-id、--website-secret-file
                     网站应用的 AppID 和 AppSecret
  --public-url       用户和手机访问这台服务器的地址
  --site-name        网站名称；不写就用地址里的主机名
  --env-version      扫码打开小程序的哪个版本：发布之前用 trial
  --proxy            本机是否有反向代理接收请求（HOST 和 TRUST_PROXY）
  --file             设置文件：MAQIAO_ENV_FILE 指向的文件，否则是 .env
环境变量和这个文件里已有的设置不再询问，文件的其他行保持不变。`,
  },
  init_begins: {
    en: 'After a few questions the settings are written to {file}. Enter takes the answer in [ ]; Ctrl+C ends without writing.',
    zh: '回答几个问题，设置就会写入 {file}。直接回车采用 [ ] 里的内容；Ctrl+C 退出，不写任何东西。',
  },
  ask_app_id: {
    en: 'AppID of your mini program (WeChat’s console: {console})',
    zh: '小程序的 AppID（公众平台：{console}）',
  },
  ask_app_secret: {
    en: 'Its AppSecret, from the same page (not shown while you type)',
    zh: '小程序的 AppSecret，在同一页（输入时不显示）',
  },
  ask_public_url: {
    en: 'Address under which people and phones reach this server, such as https://login.example.com',
    zh: '用户和手机访问这台服务器的地址，例如 https://login.example.com',
  },
  ask_site_name: {
    en: 'Name of your site, as people see it on the login page and the phone',
    zh: '网站名称，显示在登录页和手机上',
  },
  ask_env_version: {
    en: 'Which version of the mini program do codes open: trial (for testers) or release (published)',
    zh: '扫码打开小程序的哪个版本：trial（体验版）还是 release（已发布）',
  },
  ask_proxy: {
    en: 'Does a proxy on this machine (nginx, Caddy, a panel) receive the requests: yes or no',
    zh: '本机有没有反向代理（nginx、Caddy、宝塔等）接收请求：yes 或 no',
  },
  answer_kept: { en: 'keep the current one', zh: '沿用已有的' },
  answer_wanted: { en: 'An answer is needed here.', zh: '这一项必须填写。' },
  yes_or_no: { en: 'Please answer yes or no.', zh: '请回答 yes 或 no。' },
  init_missing: {
    en: 'Nothing was written: {options} missing, and there is no terminal to ask in.',
    zh: '没有写入任何内容：缺少 {options}，而这里没有可以询问的终端。',
  },
  init_refused: { en: 'Nothing was written: {why}', zh: '没有写入任何内容：{why}' },
  init_left: { en: 'Nothing was written.', zh: '没有写入任何内容。' },
  init_unreadable: { en: '{path} cannot be read ({failure}).', zh: '无法读取 {path}（{failure}）。' },
  init_unwritable: { en: '{path} cannot be written ({failure}).', zh: '无法写入 {path}（{failure}）。' },
  value_not_writable: {
    en: '{name} has a combination of quotation marks, backslashes or line breaks that a settings file cannot hold: choose another value.',
    zh: '{name} 里的引号、反斜杠或换行无法写进设置文件：请换一个值。',
  },
  init_written: {
    en: 'Written: {file}, readable by its owner only.',
    zh: '已写入 {file}，只有所有者可读。',
  },
  init_made_keys: {
    en: 'Generated and written to the same file: {names}. They are for /admin, your backend and your monitoring; look them up there.',
    zh: '同时生成并写入了 {names}：分别用于 /admin、你的后端和监控，需要时到文件里查看。',
  },
  init_doctor: {
    en: 'What the doctor can check before the start:',
    zh: '启动之前，先由诊断程序检查能检查的部分：',
  },
  next_install: {
    en: 'Next: as root, run {command} install to make it a service of this machine. {command} start only runs it in this terminal, to try it.',
    zh: '下一步：以 root 执行 {command} install，把它装成本机的服务。{command} start 只在这个终端里试运行。',
  },
  next_restart: {
    en: 'Next: systemctl restart maqiao, then maqiao doctor.',
    zh: '下一步：systemctl restart maqiao，然后执行 maqiao doctor。',
  },
  next_npm_start: { en: 'Next: npm start.', zh: '下一步：npm start。' },
} as const satisfies MessageTable;
