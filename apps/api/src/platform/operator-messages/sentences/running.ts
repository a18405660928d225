import type { Language } from '@maqiao/shared';

/** What the log says of a server that runs: warnings, and cause and cure beside an error. */
export const RUNNING_SENTENCES = {
  demo_plays_wechat: {
    en: 'Demo: WeChat is played by the simulator at {url}. Anyone can sign in as anyone.',
    zh: '演示：微信由 {url} 的模拟程序扮演，谁都能以任何人的身份登录。',
  },
  wechat_elsewhere: {
    en: 'WECHAT_API_BASE_URL is {url}, outside weixin.qq.com: whoever answers there gets the AppSecret and decides who everyone is. Remove it unless this is your own forwarding proxy.',
    zh: 'WECHAT_API_BASE_URL 是 {url}，不属于 weixin.qq.com：谁在那里应答，谁就拿到 AppSecret，并决定每个人是谁。如果那不是你自己的转发代理，请去掉它。',
  },
  proxy_untrusted: {
    en: 'Requests carry forwarding headers, but TRUST_PROXY is 0: limits count the proxy as one address, and every login asks for the digits. Set TRUST_PROXY to the number of proxies in front, each of which must write X-Forwarded-For.',
    zh: '请求带有转发头，但 TRUST_PROXY 是 0：限额会把代理当成同一个地址，每次登录都要输数字。请把 TRUST_PROXY 设为前面代理的层数，每一层都要写 X-Forwarded-For。',
  },
  proxy_silent: {
    en: 'PUBLIC_URL is https, so a proxy stands in front, but it does not say who calls, and TRUST_PROXY is 0: limits count everybody as one address, and every login asks for the digits. Let the proxy set X-Forwarded-For to the address of the visitor (as deploy/nginx.conf does), and set TRUST_PROXY=1.',
    zh: 'PUBLIC_URL 是 https，说明前面有反向代理，但它没有告知访客是谁，TRUST_PROXY 又是 0：限额把所有人当成同一个地址，每次登录都要输数字。请让代理把 X-Forwarded-For 设为访客的 IP（见 deploy/nginx.conf），并设 TRUST_PROXY=1。',
  },
  forwarding_short: {
    en: 'A request has fewer addresses in X-Forwarded-For than TRUST_PROXY, which is {trust}: it came past a proxy, or a proxy does not write that header. Logins by such requests ask for the digits. npm run doctor says which it is.',
    zh: '有请求的 X-Forwarded-For 里地址比 TRUST_PROXY（{trust}）少：它绕过了代理，或者有代理没有写这个头。这样的请求登录时都要输数字。npm run doctor 会说明是哪一种。',
  },
  forwarding_long: {
    en: 'A request has more addresses in X-Forwarded-For than TRUST_PROXY, which is {trust}: there are more proxies than told, or a visitor has written that header and your proxy adds to it instead of replacing it. Logins by such requests ask for the digits. npm run doctor says which it is.',
    zh: '有请求的 X-Forwarded-For 里地址比 TRUST_PROXY（{trust}）多：代理比设置的多，或者访客自己写了这个头，而你的代理只追加、不替换。这样的请求登录时都要输数字。npm run doctor 会说明是哪一种。',
  },
  forwarding_unreadable: {
    en: 'What stands in X-Forwarded-For where TRUST_PROXY ({trust}) points is no address: limits count all such requests together, and logins by them ask for the digits. Let the proxy write the address of the visitor there; a proxy that is reached by a Unix socket writes "unix:".',
    zh: 'X-Forwarded-For 中 TRUST_PROXY（{trust}）所指的位置不是 IP：限额把这样的请求合在一起计算，登录时都要输数字。请让代理在那里写访客的 IP；经 Unix 套接字访问的代理会写成“unix:”。',
  },
  address_suspected: {
    en: 'In an hour {people} people refused sign-ins of {address} as not theirs, or typed another number: somebody may be passing codes on. That address gets a fifth of its new codes now, until nobody has refused one for an hour. The access log of your proxy says which address it is.',
    zh: '一小时里有 {people} 个人拒绝了来自 {address} 的登录，说不是自己的，或者输错了数字：也许有人在把码转给别人。这个地址现在只能得到平时五分之一的新码，直到一小时没有人再拒绝。具体是哪个地址，看反向代理的访问日志。',
  },
  browser_not_remembered: {
    en: 'A browser was not remembered as known ({why}): its person may be asked for two digits next time.',
    zh: '没能记住一个用过的浏览器（{why}），本人下次可能要输两位数字。',
  },
  browsers_untidied: {
    en: 'Browsers that nobody uses any more stay for now ({why}).',
    zh: '很久没人用的浏览器暂时没有清理（{why}）。',
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
    zh: '有一个会话已结束，但没能通知其他实例。',
  },
  scene_not_rejected: {
    en: 'A scene of a deleted person ends by itself only ({why}).',
    zh: '已注销的人的一次登录没能马上结束，要等它自己到期（{why}）。',
  },
  event_not_kept: {
    en: 'The event above is not in the audit log of its person ({why}).',
    zh: '上面这件事没能写进用户的安全记录（{why}）。',
  },
  events_untidied: { en: 'Old events stay for now ({why}).', zh: '旧的记录暂时没有清理（{why}）。' },
  pictures_untidied: { en: 'Old pictures stay for now ({why}).', zh: '旧的头像暂时没有清理（{why}）。' },
  picture_stays: {
    en: 'A picture that nobody has any more stays for now. {why}',
    zh: '有一张没人用的头像暂时还在。{why}',
  },
  signing_keys_unread: {
    en: 'The signing keys could not be read again ({why}); those in hand stay in use.',
    zh: '没能重新读取签名密钥（{why}），继续使用现有的。',
  },
  postgres_pooled: {
    en: 'A pooler in front of PostgreSQL takes no settings at the start of a connection: statements are given up here after {seconds} s, and what the server itself allows is set there (ALTER ROLE … SET statement_timeout).',
    zh: 'PostgreSQL 前面的连接池不接受连接开始时的设置：语句在这里 {seconds} 秒后放弃，服务器一侧的时限请在服务器上设置（ALTER ROLE … SET statement_timeout）。',
  },
  postgres_connection_lost: { en: 'A connection was lost ({why}).', zh: '一条连接断开了（{why}）。' },
  redis_away_now: {
    en: 'Redis is away ({why}): no login until it is back.',
    zh: 'Redis 连不上（{why}）：恢复之前无法登录。',
  },
  redis_back: { en: 'Redis is back.', zh: 'Redis 已恢复。' },
  message_unread: { en: 'A message could not be taken in ({why}).', zh: '有一条消息无法处理（{why}）。' },
  handshake_failed: { en: 'A handshake failed.', zh: '一次握手失败。' },

  clock_set: {
    en: 'The clock of this machine was set by {seconds} s. Logins go on; what has a time of the old clock may be refused once. If it happens again: let NTP keep the time.',
    zh: '本机时钟被调整了 {seconds} 秒。登录照常；带着旧时间的东西可能会被拒绝一次。如果反复出现，请用 NTP 校时。',
  },
  stood_still: {
    en: 'This machine or this process stood still for {seconds} s: it slept, or had too much to do.',
    zh: '本机或本进程停顿了 {seconds} 秒：休眠过，或者太忙。',
  },
  counts_later: {
    en: 'What was counted is written later: the database is away.',
    zh: '数据库连不上，计数稍后再写。',
  },
  webhooks_wait: { en: 'Webhooks wait ({why}).', zh: 'Webhook 暂缓发送（{why}）。' },
  webhook_undelivered: {
    en: 'A webhook was not delivered; it is tried again.',
    zh: '有一个 webhook 没有送达，之后会再试。',
  },
  webhook_receiver_gone: {
    en: 'The receiver at WEBHOOK_URL has said 410 Gone: webhooks are kept and sent again in a day, or after WEBHOOK_URL has changed.',
    zh: 'WEBHOOK_URL 的接收方返回了 410 Gone：webhook 会保留，一天后或 WEBHOOK_URL 改变后再发送。',
  },

  // --- beside an error ---
  wrong_key: {
    en: 'A call brought another {name} than the one in the settings: a backend with an old one, or somebody who guesses (the access log of your proxy says who).',
    zh: '有一次调用带的 {name} 与设置里的不同：也许是某个后端还在用旧的，也许有人在猜（看反向代理的访问日志）。',
  },
  key_of_other_door: {
    en: 'A call brought the key “{name}” of {setting}, and takes one of {wanted}: ADMIN_KEY is for /admin and what only owners do, SITE_API_KEY for the backend.',
    zh: '有一次调用带的是 {setting} 里的密钥“{name}”，但它要的是 {wanted}：ADMIN_KEY 用于 /admin 和只有站长能做的事，SITE_API_KEY 给后端用。',
  },
  site_key_opens_admin: {
    en: 'ADMIN_KEY is not set, so SITE_API_KEY still opens /admin and lists, blocks and deletes people: whoever gets hold of your backend has all of that. The next version ends this. Put ADMIN_KEY into .env (openssl rand -base64 32 makes one) and restart.',
    zh: '没有设置 ADMIN_KEY，所以 SITE_API_KEY 还能打开 /admin，也能列出、封禁和删除用户：谁拿到你的后端，谁就能做这些。下个版本起不再这样。请在 .env 里写上 ADMIN_KEY（用 openssl rand -base64 32 生成），然后重启。',
  },
  page_not_built: {
    en: 'The login page is not built: run npm start.',
    zh: '登录页还没有构建：请运行 npm start。',
  },
  browser_package_not_built: {
    en: 'The package for sites is not built: run npm start.',
    zh: '给网站安装的 npm 包还没有构建：请运行 npm start。',
  },
  database_away: {
    en: 'The database is away ({why}). Look at DATABASE_URL, and at the server or the disk behind it.',
    zh: '数据库连不上（{why}）。请检查 DATABASE_URL，以及它背后的服务器或磁盘。',
  },
  pictures_away: {
    en: 'The storage of pictures does not serve ({why}). Look at AVATAR_STORAGE, and at the disk or the server behind it.',
    zh: '头像的存储不可用（{why}）。请检查 AVATAR_STORAGE，以及它背后的磁盘或服务器。',
  },
  pictures_not_drawn: {
    en: 'Pictures cannot be drawn: the process that draws them does not start, or sharp does not load in it on this machine. Install the dependencies again, and see that the account may start processes.',
    zh: '无法处理头像：处理头像的进程启动不了，或者 sharp 在这台机器上加载不了。请重新安装依赖，并确认这个账号可以启动进程。',
  },
  picture_too_slow: {
    en: 'An uploaded picture was given up: drawing it took longer than five seconds. If ordinary ones are, the machine is too busy.',
    zh: '有一张上传的头像被放弃：处理超过了五秒。如果普通图片也这样，说明机器太忙。',
  },
  picture_too_large: {
    en: 'An uploaded picture was given up: drawing it took too much memory, or the process that drew it was ended from outside.',
    zh: '有一张上传的头像被放弃：处理时占用内存过多，或者处理它的进程被外部结束。',
  },
  pictures_too_many: {
    en: 'More pictures are uploaded than can be drawn.',
    zh: '上传的头像太多，处理不过来。',
  },
  redis_away: {
    en: 'Redis is away ({why}). Look at REDIS_URL, and at the server behind it.',
    zh: 'Redis 连不上（{why}）。请检查 REDIS_URL，以及它背后的服务器。',
  },
  no_answer_in_time: { en: 'no answer in time', zh: '没有及时响应' },
  not_connected: { en: 'not connected', zh: '没有连上' },
  not_ready: { en: '/readyz: {stores}', zh: '/readyz 未就绪：{stores}' },
  store_no_answer: { en: '{store} does not answer.', zh: '{store} 没有响应。' },
  store_read_only: {
    en: '{store} can be read but not written: after a failover this may be the replica. Point the URL at the server that is written to.',
    zh: '{store} 只能读，不能写：主备切换之后，连到的可能是备库。请把 URL 指向可写的那台。',
  },
  store_disk_full: {
    en: '{store}: the disk is full. Make room; it is noticed without a restart.',
    zh: '{store}：磁盘已满。请腾出空间，不用重启，会自动恢复。',
  },
  store_disk_failing: {
    en: '{store}: the disk cannot be written. Look at it, and at the log of the store.',
    zh: '{store}：磁盘写入出错。请检查磁盘，以及这个存储自己的日志。',
  },
  store_memory_full: {
    en: '{store}: its memory is full (maxmemory). Give it more, or find out what else fills it.',
    zh: '{store}：内存已满（maxmemory）。请调大，或查明是什么占满了它。',
  },
  old_cookie: {
    en: 'An old cookie was used again: it was copied, or a backup of a browser profile was put back.',
    zh: '旧的 cookie 又被使用：它被复制过，或者浏览器配置从备份恢复了。',
  },
  login_code_again: {
    en: 'The phone sent a login code again; it was not sent to WeChat a second time.',
    zh: '手机又发来同一个登录码，没有再发给微信。',
  },
} as const satisfies Record<string, Record<Language, string>>;
