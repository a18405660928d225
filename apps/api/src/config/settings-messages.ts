import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What is wrong with the settings: with one of them, or with two that contradict each other. */
export const settingsMessages = {
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
  protects_own_host: {
    en: 'FORWARD_AUTH_HOSTS must not hold the host of PUBLIC_URL, whatever the port: the cookie of the sign-in would be sent to the protected site.',
    zh: 'FORWARD_AUTH_HOSTS 里不能有 PUBLIC_URL 的主机，换个端口也不行：登录的 cookie 会发给受保护的网站。',
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
} as const satisfies MessageTable;
