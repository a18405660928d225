import type { Language } from '@maqiao/shared';
import type { settingsSchema } from './settings-schema.ts';
import type { SettingWords } from './setting-words.ts';
import { WECHAT_SETTING_WORDS_ZH } from './wechat-settings-words.ts';

export type SettingName = keyof typeof settingsSchema.shape;

const KEYS_ZH =
  '一个密钥，或者几个各有名字的密钥，例如 shop:<密钥>,forum:<密钥>；密钥至少 16 个可见的 ASCII 字符，不含空格和逗号，且别人猜不到，例如 openssl rand -base64 32 的输出；名字用字母、数字、- 和 _';

/** The Chinese text of every setting; a missing one does not compile. */
export const SETTING_WORDS_ZH: Record<SettingName, SettingWords> = {
  NODE_ENV: {
    meaning: 'production 关闭 /api/docs；有 AppID 时 npm start 会设为 production',
    wants: 'production、development 或 test',
  },
  PORT: { meaning: 'API 和登录页的端口', wants: '0 到 65535 的整数' },
  HOST: { meaning: '监听地址', wants: '一个地址' },
  PUBLIC_URL: {
    meaning:
      '用户和手机访问的源：令牌签发者、cookie、手机上显示的地址，也编进小程序；除本机和内网地址外必须是 https',
    wants: 'http(s) 源，例如 https://login.example.com',
  },
  SITE_NAME: { meaning: '网站名称，显示在登录页和手机上', wants: '1 到 60 个字符' },
  SITE_LOGO: {
    meaning:
      '网站标志的文件：PNG、SVG 或 WebP，最大 256 KB，显示在登录页、网页组件和手机上；路径相对码桥所在的目录',
    wants: 'PNG、SVG 或 WebP 文件的路径',
  },
  SITE_COLOR: {
    meaning:
      '网站的颜色，用于按钮、链接和印章，深色模式的颜色由它推算；必须在白底上看得清（WCAG AA），否则不能启动，并给出最接近的可用颜色',
    wants: '一个颜色，例如 #b23a22',
  },
  WORDS_FILE: {
    meaning: '自定义文案的 JSON 文件：按语言改写用户看到的文字；路径相对码桥所在的目录',
    wants: 'JSON 文件的路径',
  },
  ...WECHAT_SETTING_WORDS_ZH,
  DATABASE_URL: {
    meaning: '用户、会话和密钥的存放处；路径相对码桥所在的目录。每种账号，一个数据库只属于一个 AppID',
    wants: 'sqlite:<路径> 或 postgres://…',
  },
  REDIS_URL: {
    meaning: '多个实例在哪里共用登录过程和限额；同时要有 PostgreSQL 和 MAQIAO_SECRET',
    wants:
      'redis://[user:password@]host[:port][/database]，TLS 用 rediss://，或者 redis-cluster://host1,host2、redis-sentinel://host1,host2/master-name',
  },
  MAQIAO_SECRET: {
    meaning: '其他密钥都由它派生：请和数据库分开保管',
    wants: '32 个随机字节，写成 base64、base64url 或十六进制',
  },
  MAQIAO_SECRET_FILE: { meaning: '存放 MAQIAO_SECRET 的文件', wants: '一个文件的路径' },
  AVATAR_STORAGE: {
    meaning: '用户选的头像存在哪里',
    wants: 'disk:<目录> 或 s3://<存储桶>，带前缀时 s3://<存储桶>/<前缀>',
  },
  S3_ENDPOINT: {
    meaning: 'S3 服务的地址；不设就是 Amazon 在 S3_REGION 的服务',
    wants: 'http(s) 源，例如 https://minio.example.com:9000',
  },
  S3_REGION: { meaning: '给 S3 的请求按哪个地域签名', wants: '地域名，例如 us-east-1' },
  S3_ACCESS_KEY_ID: {
    meaning: '能在前缀下读、写、删的用户的密钥 ID',
    wants: '1 到 256 个可见的 ASCII 字符',
  },
  S3_SECRET_ACCESS_KEY: { meaning: '该密钥 ID 的密钥', wants: '1 到 256 个可见的 ASCII 字符' },
  SITE_API_KEY: {
    meaning:
      '你的网站后端的密钥，也可以每个后端一个：查询令牌和单个用户，延续和结束会话。删掉一个密钥，下次启动后它就失效',
    wants: KEYS_ZH,
  },
  ADMIN_KEY: {
    meaning:
      '站长的密钥，也可以每位管理员一个：打开 /admin，以及列出、封禁、删除用户的接口。除了查询单个用户，后端用的接口它都打不开；不要把它放进你的程序',
    wants: KEYS_ZH,
  },
  WEBHOOK_URL: {
    meaning: '你的网站后端的地址，登录、退出和注销会通知到这里',
    wants: 'http(s) 地址，不带用户名和密码，例如 https://www.example.com/hooks',
  },
  WEBHOOK_SECRET: {
    meaning: '给 webhook 签名的密钥',
    wants:
      'whsec_ 加 24 到 64 个随机字节的 base64，例如 openssl rand -base64 32 的输出；更换期间写两个，用逗号分隔',
  },
  METRICS_TOKEN: {
    meaning: '读取 /metrics 要带的令牌',
    wants: '至少 16 个可见的 ASCII 字符，不含空格，且别人猜不到，例如 openssl rand -base64 32 的输出',
  },
  LOGIN_METHODS: {
    meaning: '提供哪些登录方式，按什么顺序，例如 official-account,mini-program；写上的都要先配置好',
    wants:
      '登录方式的 id，用逗号分隔，每个只写一次：mini-program、official-account、message、official-account-web、website',
  },
  CONFIRM_MODE: {
    meaning:
      '何时要把屏幕上的两位数字输入手机；auto：手机和浏览器在同一网络，或者本人用这个浏览器登录过，就不用；有客户端在等登录时 never 按 auto 处理，设备总要输',
    wants: 'auto、always 或 never',
  },
  SCENE_TTL_SECONDS: { meaning: '没人扫的码多久失效，秒', wants: '5 到 600 的整数' },
  CONFIRM_TTL_SECONDS: { meaning: '扫码后可以考虑多久，秒', wants: '5 到 600 的整数' },
  DELIVERY_TTL_SECONDS: { meaning: '确认后浏览器取令牌的时限，秒', wants: '5 到 600 的整数' },
  SESSION_IDLE_DAYS: { meaning: '多少天不用就退出登录', wants: '1 到 365 的整数' },
  SESSION_MAX_DAYS: { meaning: '登录最多保持多少天', wants: '1 到 365 的整数' },
  SCENES_PER_MINUTE: {
    meaning:
      '每个网络地址每分钟给新访客的码数，等待扫码的页面换新码另有它的 4 倍；IPv6 按 /64 算，/56 和 /48 合计分别是它的 4 倍和 16 倍',
    wants: '1 到 1000000 的整数',
  },
  SCANS_PER_MINUTE: {
    meaning: '每个网络地址每分钟的扫码数；IPv6 按 /64 算，/56 和 /48 合计分别是它的 4 倍和 16 倍',
    wants: '1 到 1000000 的整数',
  },
  SCANS_PER_PERSON_PER_MINUTE: { meaning: '每个人每分钟的扫码数', wants: '1 到 1000000 的整数' },
  WXACODES_PER_MINUTE: { meaning: '每分钟向微信要的图片总数；微信上限 5000', wants: '1 到 5000 的整数' },
  TRUST_PROXY: {
    meaning: '前面有几层代理写 X-Forwarded-For：请求到达时这个头里正好有几个地址',
    wants: '0 到 10 的整数',
  },
  CORS_ORIGINS: {
    meaning:
      '其他可以显示登录、调用接口的页面的源，用逗号分隔；后面可以加 =名称，手机上就显示这个名称，例如 https://shop.example.com=山前书店',
    wants:
      'http(s) 源，用逗号分隔；每个后面可以加 =名称，最多 60 个字符，例如 https://shop.example.com=山前书店',
  },
  CLIENTS_FILE: {
    meaning:
      'OpenID Connect 客户端的 JSON 文件，字段名同 RFC 7591：每次启动时登记文件里的客户端，文件里没有了的会删除；路径相对码桥所在的目录',
    wants: 'JSON 文件的路径',
  },
  FORWARD_AUTH_HOSTS: {
    meaning:
      '自己没有登录功能、由反向代理向 GET /forward-auth 查询后放行的网站，每个后面写允许谁进入，例如 tools.example.com=*,wiki.example.com=<id>|<id>；这些网站的协议与 PUBLIC_URL 相同',
    wants:
      '用逗号分隔的主机名，每个只写一次，后面写允许谁进入：* 表示登录了就能进，或者用 | 分隔的用户 id，例如 tools.example.com=*,wiki.example.com=<id>|<id>',
  },
  LOG_LEVEL: {
    meaning: '记到哪一级日志',
    wants: 'fatal、error、warn、info、debug、trace 或 silent',
  },
  LOG_FORMAT: {
    meaning:
      '日志的格式：每行一个 JSON（给程序读），或者一句话（给人读）；auto：在终端里是一句话，否则是 JSON',
    wants: 'auto、json 或 text',
  },
  DEMO_PHONE_URL: {
    meaning: '仅演示：模拟手机的地址，由 npm start 设置',
    wants: 'http(s) 源，例如 http://127.0.0.1:3001',
  },
};

/** The effect of leaving a setting out, where the schema has no fixed default. */
export const UNSET_WORDS: Partial<Record<SettingName, Record<Language, string>>> = {
  HOST: { en: '`127.0.0.1` in the demo, else `0.0.0.0`', zh: '演示时 `127.0.0.1`，否则 `0.0.0.0`' },
  PUBLIC_URL: { en: '`http://localhost:{PORT}`', zh: '`http://localhost:{PORT}`' },
  SITE_NAME: { en: 'host of `PUBLIC_URL`', zh: '`PUBLIC_URL` 的主机名' },
  WECHAT_APP_ID: {
    en: 'there is no mini program; without another account of WeChat’s Maqiao runs as the demo',
    zh: '不用小程序；微信的其他账号也没有时，以演示方式运行',
  },
  WECHAT_API_BASE_URL: { en: '`https://api.weixin.qq.com`', zh: '`https://api.weixin.qq.com`' },
  WECHAT_OPEN_BASE_URL: { en: '`https://open.weixin.qq.com`', zh: '`https://open.weixin.qq.com`' },
  WECHAT_UNIONID: {
    en: 'a user of each account is a user of its own, until WeChat tells a unionid with an answer that it gives anyway',
    zh: '各账号的用户各算各的，除非微信顺带给出 unionid',
  },
  WECHAT_OFFICIAL_ACCOUNT_APP_ID: { en: 'there is no official account', zh: '不用公众号' },
  WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: {
    en: 'WeChat is answered `success`, and people get no answer',
    zh: '回答微信 `success`，用户收不到回复',
  },
  WECHAT_WEBSITE_APP_ID: { en: 'there is no website app', zh: '不用网站应用' },
  LOGIN_METHODS: {
    en: 'all that are configured, in the order mini-program, official-account, message, official-account-web, website',
    zh: '所有配置好的方式，顺序是 mini-program、official-account、message、official-account-web、website',
  },
  WECHAT_CHECK_PATH: { en: '`true` with `release`, else `false`', zh: '`release` 时 `true`，否则 `false`' },
  DATABASE_URL: {
    en: '`sqlite:./data/maqiao.db`; in the demo `sqlite:./data/demo.db`',
    zh: '`sqlite:./data/maqiao.db`；演示时 `sqlite:./data/demo.db`',
  },
  REDIS_URL: { en: 'they are kept in memory, for a single process', zh: '放在内存里，只能有一个进程' },
  MAQIAO_SECRET: {
    en: 'with SQLite the first start generates one, in a file next to the database; with PostgreSQL and Redis it is required',
    zh: '用 SQLite 时首次启动生成一个，存在数据库旁的文件里；用 PostgreSQL 和 Redis 时必填',
  },
  S3_ENDPOINT: { en: 'that of Amazon in `S3_REGION`', zh: 'Amazon 在 `S3_REGION` 的服务' },
  SITE_API_KEY: { en: 'those calls are switched off', zh: '这些接口关闭' },
  ADMIN_KEY: {
    en: '`SITE_API_KEY` also opens `/admin` and those calls, in this version for the last time, with a warning at every start; if neither is set, they are switched off',
    zh: '`SITE_API_KEY` 也能打开 `/admin` 和这些接口（下一版本取消，每次启动都会警告）；两个都不设时这些接口关闭',
  },
  METRICS_TOKEN: {
    en: 'everybody who can reach `/metrics` can read it',
    zh: '任何能访问到 `/metrics` 的人都能读取',
  },
  DEMO_PHONE_URL: { en: 'set by `npm start`', zh: '由 `npm start` 设置' },
};
