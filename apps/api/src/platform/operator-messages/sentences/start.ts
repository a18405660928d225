import type { Language } from '@maqiao/shared';

/** What is said of a start, and what stops one. */
export const START_SENTENCES = {
  cannot_start: { en: 'Maqiao cannot start: {why}', zh: '码桥无法启动：{why}' },
  listens: {
    en: 'Maqiao listens at {url}, for {publicUrl}.',
    zh: '码桥在 {url} 上监听，对外地址是 {publicUrl}。',
  },
  port_taken: {
    en: 'PORT {port} at HOST {host} is taken by another program: stop that, or set PORT to another.',
    zh: 'HOST {host} 的 PORT {port} 已被别的程序占用：请停掉它，或者换一个 PORT。',
  },
  port_not_allowed: {
    en: 'PORT {port} must not be used by this account ({failure}): take one from 1024 up, with a proxy in front.',
    zh: '这个账号不能使用 PORT {port}（{failure}）：请用 1024 以上的端口，前面放一个反向代理。',
  },
  host_not_here: {
    en: 'HOST {host} is no address of this machine ({failure}): set the one to listen at, or remove HOST.',
    zh: 'HOST {host} 不是本机的地址（{failure}）：请写要监听的地址，或者去掉 HOST。',
  },
  setting_must_be: { en: '{name} must be {wants}.', zh: '{name} 应为{wants}。' },
  settings_missing: {
    en: 'Settings are not written yet. {missing} The command maqiao init asks for them and writes them into {place}; or copy .env.example there, and fill it in.',
    zh: '还有设置没有填写。{missing}执行 maqiao init，它会逐项询问并写入 {place}；也可以把 .env.example 复制过去自己填。',
  },
  missing_app_id: {
    en: 'WECHAT_APP_ID, the AppID of your mini program: in WeChat’s console, under {console}.',
    zh: 'WECHAT_APP_ID：小程序的 AppID，在公众平台“{console}”。',
  },
  missing_app_secret: {
    en: 'WECHAT_APP_SECRET, its AppSecret: in the same console, under {console}.',
    zh: 'WECHAT_APP_SECRET：小程序的 AppSecret，也在“{console}”。',
  },
  missing_public_url: {
    en: 'PUBLIC_URL, the address under which people and phones reach this server, such as https://login.example.com.',
    zh: 'PUBLIC_URL：用户和手机访问这台服务器的地址，例如 https://login.example.com（末尾不带斜杠）。',
  },
  color_unreadable: {
    en: 'SITE_COLOR is too light to be read on the page: its contrast is {contrast}, and {least} is the least (WCAG AA). The nearest colour that can be read is {nearest}.',
    zh: 'SITE_COLOR 太浅，在页面上看不清：对比度只有 {contrast}，至少要 {least}（WCAG AA）。最接近的可用颜色是 {nearest}。',
  },
  logo_missing: {
    en: 'SITE_LOGO names a file that is not there: {path}.',
    zh: 'SITE_LOGO 指向的文件不存在：{path}。',
  },
  logo_not_read: {
    en: 'SITE_LOGO {path} cannot be read ({failure}): give the account of the server the right to read it.',
    zh: '无法读取 SITE_LOGO {path}（{failure}）：请让运行服务器的账号可以读取它。',
  },
  logo_too_large: {
    en: 'SITE_LOGO {path} has {size} KB; at most {most} KB are shown to phones on weak networks. Make it smaller.',
    zh: 'SITE_LOGO {path} 有 {size} KB，最大 {most} KB，否则网络差的手机打不开。请把它缩小。',
  },
  logo_no_picture: {
    en: 'SITE_LOGO {path} is no PNG, SVG or WebP picture, or it is broken. Save it anew as one of them.',
    zh: 'SITE_LOGO {path} 不是 PNG、SVG 或 WebP 图片，或者已经损坏。请重新存成其中一种。',
  },
  logo_with_script: {
    en: 'SITE_LOGO {path} holds {what}, which does nothing in a logo and could do harm. Export it as a plain SVG, or as PNG.',
    zh: 'SITE_LOGO {path} 里有 {what}，标志用不到，还可能有害。请导出为普通的 SVG，或者用 PNG。',
  },
  words_missing: {
    en: 'WORDS_FILE names a file that is not there: {path}.',
    zh: 'WORDS_FILE 指向的文件不存在：{path}。',
  },
  words_not_read: {
    en: 'The words in {path} cannot be read ({failure}): give the account of the server the right to read the file.',
    zh: '无法读取文案文件 {path}（{failure}）：请让运行服务器的账号可以读取它。',
  },
  words_too_large: {
    en: 'The words in {path} have more than {most} MB; all words of a language have 40 KB.',
    zh: '文案文件 {path} 超过 {most} MB；一种语言的全部文案只有 40 KB。',
  },
  words_not_json: {
    en: '{path} is no JSON object of languages: begin with {example}.',
    zh: '{path} 不是按语言写的 JSON 对象：请从 {example} 开始写。',
  },
  words_no_tag: {
    en: '{path} names a language "{tag}", which is no language tag such as en, zh-TW or ja.',
    zh: '{path} 里的“{tag}”不是语言代码；应为 en、zh-TW、ja 这样的写法。',
  },
  words_no_object: {
    en: '{at} in {path} must be a JSON object.',
    zh: '{path} 里的 {at} 应为 JSON 对象。',
  },
  words_no_text: {
    en: '{at} in {path} must be a text that is not empty.',
    zh: '{path} 里的 {at} 应为非空的文字。',
  },
  words_too_long: {
    en: '{at} in {path} is too long: at most 500 characters.',
    zh: '{path} 里的 {at} 太长：最多 500 个字符。',
  },
  words_unknown: {
    en: '{at} in {path} is no word that Maqiao has. Did you mean one of: {known}?',
    zh: '{path} 里的 {at} 不是码桥的文案。相近的有：{known}。',
  },
  words_place: {
    en: '{at} in {path} has the place {place}, which nothing fills there. That sentence may have: {places}.',
    zh: '{path} 里的 {at} 用了 {place}，那里没有内容可填。这句话可以用的只有：{places}。',
  },
  words_incomplete: {
    en: 'The language {tag} lacks {count} words, which are shown in {base} instead: {first} …',
    zh: '语言 {tag} 缺少 {count} 条文案，将以{base}显示：{first} …',
  },
  app_id_and_secret: {
    en: 'WECHAT_APP_ID and WECHAT_APP_SECRET belong together: set both, or neither for the demo.',
    zh: 'WECHAT_APP_ID 和 WECHAT_APP_SECRET 要一起填；都不填就是演示。',
  },
  demo_wants_sqlite: {
    en: 'DATABASE_URL must be SQLite in the demo: set WECHAT_APP_ID and WECHAT_APP_SECRET first.',
    zh: '演示里的 DATABASE_URL 只能是 SQLite：请先填 WECHAT_APP_ID 和 WECHAT_APP_SECRET。',
  },
  postgres_wants_secret: {
    en: 'MAQIAO_SECRET (or MAQIAO_SECRET_FILE) is required with PostgreSQL.',
    zh: '用 PostgreSQL 时必须设置 MAQIAO_SECRET（或 MAQIAO_SECRET_FILE）。',
  },
  one_secret: {
    en: 'MAQIAO_SECRET and MAQIAO_SECRET_FILE exclude each other: set one.',
    zh: 'MAQIAO_SECRET 和 MAQIAO_SECRET_FILE 只能设一个。',
  },
  idle_beyond_max: {
    en: 'SESSION_IDLE_DAYS must not be more than SESSION_MAX_DAYS.',
    zh: 'SESSION_IDLE_DAYS 不能大于 SESSION_MAX_DAYS。',
  },
  demo_in_public: {
    en: 'PUBLIC_URL must be a loopback or private address in the demo: there anyone can sign in as anyone. Set WECHAT_APP_ID and WECHAT_APP_SECRET first.',
    zh: '演示里的 PUBLIC_URL 只能是本机或内网地址：演示里谁都能以任何人的身份登录。请先填 WECHAT_APP_ID 和 WECHAT_APP_SECRET。',
  },
  public_wants_https: {
    en: 'PUBLIC_URL must be https on a public host: cookies and tokens would travel in the clear.',
    zh: '公网上的 PUBLIC_URL 必须是 https，否则 cookie 和令牌会明文传输。',
  },
  admin_key_of_backend: {
    en: 'ADMIN_KEY must be another key than SITE_API_KEY: it keeps what owners do apart from the backend.',
    zh: 'ADMIN_KEY 不能与 SITE_API_KEY 相同：它的用途就是把站长的权限与后端分开。',
  },
  admin_key_of_metrics: {
    en: 'ADMIN_KEY must be another key than METRICS_TOKEN: whoever reads the metrics would be the owner.',
    zh: 'ADMIN_KEY 不能与 METRICS_TOKEN 相同：否则谁能读指标，谁就是站长。',
  },
  webhook_url_and_secret: {
    en: 'WEBHOOK_URL and WEBHOOK_SECRET belong together: set both, or neither.',
    zh: 'WEBHOOK_URL 和 WEBHOOK_SECRET 要一起填，或者都不填。',
  },
  webhook_wants_https: {
    en: 'WEBHOOK_URL must be https on a public host: who signs in, and when, would travel in the clear.',
    zh: '公网上的 WEBHOOK_URL 必须是 https，否则谁在何时登录会明文传输。',
  },
  s3_wants_key: {
    en: 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are required with AVATAR_STORAGE=s3://….',
    zh: '用 AVATAR_STORAGE=s3://… 时必须设置 S3_ACCESS_KEY_ID 和 S3_SECRET_ACCESS_KEY。',
  },
  redis_in_demo: {
    en: 'REDIS_URL must not be set in the demo, which is one process: set WECHAT_APP_ID and WECHAT_APP_SECRET first.',
    zh: '演示里不能设置 REDIS_URL，演示只有一个进程：请先填 WECHAT_APP_ID 和 WECHAT_APP_SECRET。',
  },
  redis_wants_postgres: {
    en: 'REDIS_URL is for many instances, and they need one database: set DATABASE_URL to postgres://…, or remove REDIS_URL.',
    zh: 'REDIS_URL 用于多个实例，它们要用同一个数据库：请把 DATABASE_URL 设为 postgres://…，或者去掉 REDIS_URL。',
  },
  redis_wants_secret: {
    en: 'MAQIAO_SECRET (or MAQIAO_SECRET_FILE) is required with REDIS_URL: all instances must be given the same.',
    zh: '有 REDIS_URL 时必须设置 MAQIAO_SECRET（或 MAQIAO_SECRET_FILE），所有实例用同一个。',
  },
  demo_wants_simulator: {
    en: 'WECHAT_API_BASE_URL must be the address of the simulator in the demo: npm start sets it, or set WECHAT_APP_ID and WECHAT_APP_SECRET.',
    zh: '演示里的 WECHAT_API_BASE_URL 必须是模拟微信的地址：npm start 会设好它；或者填 WECHAT_APP_ID 和 WECHAT_APP_SECRET。',
  },
  demo_wechat_elsewhere: {
    en: 'WECHAT_API_BASE_URL must be a loopback address in the demo.',
    zh: '演示里的 WECHAT_API_BASE_URL 只能是本机地址。',
  },
  wechat_wants_https: {
    en: 'WECHAT_API_BASE_URL must be https, or a loopback address: who answers there decides who everyone is.',
    zh: 'WECHAT_API_BASE_URL 必须是 https 或本机地址：谁在那里应答，谁就决定每个人是谁。',
  },
  sqlite_not_opened: {
    en: 'DATABASE_URL must name an SQLite file in a folder that this process may write to ({failure}).',
    zh: 'DATABASE_URL 应指向一个 SQLite 文件，它的目录要允许本进程写入（{failure}）。',
  },
  sqlite_damaged: {
    en: 'DATABASE_URL names a file that is no whole SQLite database ({failure}): keep it, and restore a backup.',
    zh: 'DATABASE_URL 指向的文件不是完整的 SQLite 数据库（{failure}）：请留着它，然后恢复一份备份。',
  },
  postgres_not_opened: {
    en: 'DATABASE_URL must name a PostgreSQL server, database and user that let this process in ({failure}).',
    zh: 'DATABASE_URL 应指向允许本进程进入的 PostgreSQL 服务器、数据库和用户（{failure}）。',
  },
  redis_form: {
    en: 'REDIS_URL must be redis://…, rediss://…, a cluster or sentinels.',
    zh: 'REDIS_URL 应为 redis://…、rediss://…，或者集群、哨兵的写法。',
  },
  redis_not_opened: {
    en: 'REDIS_URL must name a Redis that answers and lets this process in ({failure}).',
    zh: 'REDIS_URL 应指向一个能响应、并允许本进程进入的 Redis（{failure}）。',
  },
  schema_newer: {
    en: 'DATABASE_URL names a database that a newer Maqiao has changed ({unknown}): start that version, or restore the backup of before the upgrade.',
    zh: 'DATABASE_URL 指向的数据库已被更新版本的码桥改动（{unknown}）：请启动那个版本，或者恢复升级前的备份。',
  },
  other_app_id: {
    en: 'DATABASE_URL names a database that belongs to another WECHAT_APP_ID: the people in it are known to that one only. Use a database for each AppID.',
    zh: 'DATABASE_URL 指向的数据库属于另一个 WECHAT_APP_ID：里面的用户都是那个小程序的。请给每个 AppID 一个数据库。',
  },
  file_narrowed: {
    en: 'Other accounts of this machine could read {path} (mode {mode}); now only its owner may.',
    zh: '本机其他账号原先能读取 {path}（权限 {mode}），现已改为只有所有者可读。',
  },
  file_stays_open: {
    en: 'Other accounts of this machine may read {path} (mode {mode}), and that cannot be changed from here ({failure}): chmod 600 {path}',
    zh: '本机其他账号能读取 {path}（权限 {mode}），码桥无法改动（{failure}）：请执行 chmod 600 {path}',
  },
  other_secret: {
    en: 'MAQIAO_SECRET (or MAQIAO_SECRET_FILE) is not the one that the database at DATABASE_URL was first used with.',
    zh: 'MAQIAO_SECRET（或 MAQIAO_SECRET_FILE）不是 DATABASE_URL 的数据库第一次使用时的那个。',
  },
  secret_file_missing: {
    en: 'MAQIAO_SECRET_FILE must name a file that exists.',
    zh: 'MAQIAO_SECRET_FILE 指向的文件不存在。',
  },
  secret_gone: {
    en: 'MAQIAO_SECRET must be set, or its file put back at {path}: what this database holds is sealed with it.',
    zh: '请设置 MAQIAO_SECRET，或者把它的文件放回 {path}：这个数据库里的内容是用它封存的。',
  },
  secret_not_kept: {
    en: 'MAQIAO_SECRET could not be kept in {path} ({failure}).',
    zh: 'MAQIAO_SECRET 无法保存到 {path}（{failure}）。',
  },
  secret_not_read: {
    en: 'MAQIAO_SECRET: {path} cannot be read ({failure}).',
    zh: 'MAQIAO_SECRET：无法读取 {path}（{failure}）。',
  },
  secret_guessable: {
    en: 'MAQIAO_SECRET (or its file) is a pattern that can be guessed: set 32 random bytes, such as openssl rand -base64 32 makes.',
    zh: 'MAQIAO_SECRET（或它的文件）有规律，别人猜得到：请换成 32 个随机字节，例如 openssl rand -base64 32 的输出。',
  },
  secret_guessable_in_use: {
    en: 'MAQIAO_SECRET (or its file) is a pattern that can be guessed, and whoever guesses it can sign in as anybody. Replace it, as docs/upgrading.md says: everybody then signs in again.',
    zh: 'MAQIAO_SECRET（或它的文件）有规律，谁猜到就能以任何人的身份登录。请按 docs/zh/upgrading.md 更换它；更换后大家要重新登录。',
  },
  secret_malformed: {
    en: 'MAQIAO_SECRET: {path} must hold 32 random bytes as base64, base64url or hexadecimal.',
    zh: 'MAQIAO_SECRET：{path} 里应为 32 个随机字节，写成 base64、base64url 或十六进制。',
  },
} as const satisfies Record<string, Record<Language, string>>;
