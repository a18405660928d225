import type { Language } from '@maqiao/shared';

/**
 * Everything that the server says to its operator: what stops a start, what a line of the log names as cause and cure.
 * `{places}` are filled with facts, never with a secret. A sentence without one of the languages does not compile.
 * What a setting must be is in `config/settings-words.ts`, WeChat's numbers are in `wechat/error-numbers.ts`.
 */
export const OPERATOR_SENTENCES = {
  // --- the start ---
  cannot_start: { en: 'Maqiao cannot start: {why}', zh: '码桥无法启动：{why}' },
  setting_must_be: { en: '{name} must be {wants}.', zh: '{name} 应为{wants}。' },
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
    zh: 'REDIS_URL 应指向一个能应答、并允许本进程进入的 Redis（{failure}）。',
  },
  other_app_id: {
    en: 'DATABASE_URL names a database that belongs to another WECHAT_APP_ID: the people in it are known to that one only. Use a database for each AppID.',
    zh: 'DATABASE_URL 指向的数据库属于另一个 WECHAT_APP_ID：里面的人只有那个小程序认识。请给每个 AppID 一个数据库。',
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
  secret_malformed: {
    en: 'MAQIAO_SECRET: {path} must hold 32 random bytes as base64, base64url or hexadecimal.',
    zh: 'MAQIAO_SECRET：{path} 里应为 32 个随机字节，写成 base64、base64url 或十六进制。',
  },

  // --- warnings at the start and later ---
  demo_plays_wechat: {
    en: 'Demo: WeChat is played by the simulator at {url}. Anyone can sign in as anyone.',
    zh: '演示：微信由 {url} 的模拟程序扮演，谁都能以任何人的身份登录。',
  },
  wechat_elsewhere: {
    en: 'WECHAT_API_BASE_URL is {url}, outside weixin.qq.com: whoever answers there gets the AppSecret and decides who everyone is. Remove it unless this is your own forwarding proxy.',
    zh: 'WECHAT_API_BASE_URL 是 {url}，不属于 weixin.qq.com：谁在那里应答，谁就拿到 AppSecret，并决定每个人是谁。如果那不是你自己的转发代理，请去掉它。',
  },
  proxy_untrusted: {
    en: 'Requests carry forwarding headers, but TRUST_PROXY is 0: limits count the proxy as one address. Set TRUST_PROXY to the number of proxies in front.',
    zh: '请求带有转发头，但 TRUST_PROXY 是 0：限额会把代理当成同一个地址。请把 TRUST_PROXY 设为前面代理的层数。',
  },
  places_unread: {
    en: 'The database of places cannot be read: regions stay empty, and near is never same-region. Install the dependencies again.',
    zh: '无法读取地点数据：地点会是空的，也不会判断为同一城市。请重新安装依赖。',
  },
  sessions_untidied: {
    en: 'Expired sessions stay for now ({why}).',
    zh: '过期的会话暂时没有清理（{why}）。',
  },
  session_end_untold: {
    en: 'The end of a session could not be told to the other instances.',
    zh: '有一个会话结束，没能通知其他实例。',
  },
  scene_not_rejected: {
    en: 'A scene of a deleted person ends by itself only ({why}).',
    zh: '已注销的人的一次登录没能马上结束，要等它自己到期（{why}）。',
  },
  event_not_kept: {
    en: 'The event above is not in the trail of its person ({why}).',
    zh: '上面这件事没有记进本人的记录（{why}）。',
  },
  events_untidied: { en: 'Old events stay for now ({why}).', zh: '旧的记录暂时没有清理（{why}）。' },
  pictures_untidied: { en: 'Old pictures stay for now ({why}).', zh: '旧的头像暂时没有清理（{why}）。' },
  picture_stays: {
    en: 'A picture that nobody has any more stays for now. {why}',
    zh: '有一张没人用的头像暂时还在。{why}',
  },
  signing_keys_unread: {
    en: 'The signing keys could not be read again ({why}); those in hand stay in use.',
    zh: '没能重新读取签名密钥（{why}），继续用手里的。',
  },
  postgres_connection_lost: { en: 'A connection was lost ({why}).', zh: '一条连接断开了（{why}）。' },
  redis_away_now: {
    en: 'Redis is away ({why}): no login until it is back.',
    zh: 'Redis 不在（{why}）：它回来之前不能登录。',
  },
  redis_back: { en: 'Redis is back.', zh: 'Redis 回来了。' },
  message_unread: { en: 'A message could not be taken in ({why}).', zh: '有一条消息无法处理（{why}）。' },
  handshake_failed: { en: 'A handshake failed.', zh: '一次握手失败。' },

  // --- hints beside an error ---
  database_away: {
    en: 'The database is away ({why}). Look at DATABASE_URL, and at the server or the disk behind it.',
    zh: '数据库不在（{why}）。请检查 DATABASE_URL，以及它背后的服务器或磁盘。',
  },
  pictures_away: {
    en: 'The storage of pictures does not serve ({why}). Look at AVATAR_STORAGE, and at the disk or the server behind it.',
    zh: '头像的存储不可用（{why}）。请检查 AVATAR_STORAGE，以及它背后的磁盘或服务器。',
  },
  pictures_not_drawn: {
    en: 'Pictures cannot be drawn: sharp does not load on this machine. Install the dependencies again.',
    zh: '无法处理头像：sharp 在这台机器上加载不了。请重新安装依赖。',
  },
  pictures_too_many: {
    en: 'More pictures are uploaded than can be drawn.',
    zh: '上传的头像太多，处理不过来。',
  },
  redis_away: {
    en: 'Redis is away ({why}). Look at REDIS_URL, and at the server behind it.',
    zh: 'Redis 不在（{why}）。请检查 REDIS_URL，以及它背后的服务器。',
  },
  no_answer_in_time: { en: 'no answer in time', zh: '没有及时应答' },
  not_connected: { en: 'not connected', zh: '没有连上' },
  not_ready: { en: '/readyz: not answering: {stores}', zh: '/readyz：没有应答：{stores}' },
  old_cookie: {
    en: 'An old cookie was used again: it was copied, or a backup of a browser profile was put back.',
    zh: '旧的 cookie 又被使用：它被复制过，或者浏览器配置从备份恢复了。',
  },
  login_code_again: {
    en: 'The phone sent a login code again; it was not sent to WeChat a second time.',
    zh: '手机又发来同一个登录码，没有再发给微信。',
  },

  // --- WeChat does not answer as it should ---
  token_not_ahead: {
    en: 'The access token could not be renewed ahead; the old one still works. {why}',
    zh: 'access_token 没能提前更新，旧的还能用。{why}',
  },
  as_before: {
    en: '{hint} (as before; tried again in {seconds} s)',
    zh: '{hint}（同前；{seconds} 秒后再试）',
  },
  wechat_address: { en: 'Address: {address}.', zh: '服务器 IP：{address}。' },
  token_by_none: {
    en: 'Other instances tried to fetch the access token, and none succeeded.',
    zh: '其他实例去取 access_token，都没有成功。',
  },
  token_took_all: {
    en: 'Getting an access token took all the time there was.',
    zh: '取 access_token 把时间用完了。',
  },
  wechat_silent: {
    en: 'No answer within {seconds} s: check the way out (firewall, DNS, proxy) to WECHAT_API_BASE_URL.',
    zh: '{seconds} 秒内没有应答：请检查到 WECHAT_API_BASE_URL 的出口（防火墙、DNS、代理）。',
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
  wechat_answer_broken: { en: 'The answer is broken or far too long.', zh: '回答损坏，或者长得离谱。' },
  wechat_status: {
    en: 'HTTP status {status} ({mediaType}) instead of an answer.',
    zh: '得到的是 HTTP 状态 {status}（{mediaType}），不是回答。',
  },
  wechat_not_json: {
    en: 'The answer is {bytes} bytes of {mediaType} that are not JSON.',
    zh: '回答是 {bytes} 字节的 {mediaType}，不是 JSON。',
  },
  wechat_json_unusable: {
    en: 'The answer is JSON without a usable {members}.',
    zh: '回答是 JSON，但没有可用的 {members}。',
  },
  wechat_empty: { en: 'The answer is empty ({mediaType}).', zh: '回答是空的（{mediaType}）。' },
  wechat_no_picture: {
    en: 'The answer is neither picture nor error ({bytes} bytes of {mediaType}).',
    zh: '回答既不是图片，也不是错误（{bytes} 字节的 {mediaType}）。',
  },
  wechat_picture_cut: {
    en: 'The answer is a broken image: {bytes} bytes of {mediaType} without its end. A proxy may have cut it, or read it as text.',
    zh: '图片不完整：{bytes} 字节的 {mediaType}，没有结尾。可能被代理截断，或者当成文本读了。',
  },
  who_answers: {
    en: 'A gateway or proxy between, or WeChat is in maintenance; check what answers at WECHAT_API_BASE_URL.',
    zh: '中间有网关或代理，或者微信在维护；请检查 WECHAT_API_BASE_URL 上是什么在应答。',
  },

  // --- npm run keys:rotate ---
  keys_not_rotated: { en: 'The signing keys were not rotated: {why}', zh: '签名密钥没有更换：{why}' },
  keys_without_database: {
    en: 'DATABASE_URL must name a database that exists: start Maqiao with it first.',
    zh: 'DATABASE_URL 指向的数据库不存在：请先用它启动一次码桥。',
  },
  keys_without_key: {
    en: 'DATABASE_URL names a database without a signing key: start Maqiao with it first.',
    zh: 'DATABASE_URL 指向的数据库里还没有签名密钥：请先用它启动一次码桥。',
  },
  keys_option: { en: 'the only option is --revoke.', zh: '只有 --revoke 这一个选项。' },
  key_made: {
    en: 'The key {kid} was made. It is published now, and begins to sign at {time}.',
    zh: '生成了密钥 {kid}，现在已公布，{time} 开始签名。',
  },
  key_waiting: {
    en: 'Nothing was made: the key {kid} is published already, and begins to sign at {time}.',
    zh: '没有生成新的：密钥 {kid} 已经公布，{time} 开始签名。',
  },
  key_until: {
    en: 'The key {kid} signs until then, and stays published until {time}.',
    zh: '在那之前由密钥 {kid} 签名，它公布到 {time} 为止。',
  },
  keys_revoked: {
    en: 'The key {kid} signs from now on, and all others were removed. Instances that run notice within a minute.\nAccess tokens made before are refused then. Nobody has to sign in again: a page has a new one at its next refresh, ten minutes later at most.\nOther backends take the old ones until they read the JWKS again.',
    zh: '从现在起由密钥 {kid} 签名，其他全部删除。运行中的实例一分钟内就会知道。\n之前的访问令牌随之失效。没有人要重新登录：页面下次刷新时拿到新的，最多十分钟。\n别的后端在重读 JWKS 之前仍会接受旧的。',
  },
} as const satisfies Record<string, Record<Language, string>>;
