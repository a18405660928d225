import type { ErrorCode, Language } from '@maqiao/shared';

/**
 * The cause of each error and what to do, for operators and developers; docs/error-codes.md is generated from it. Users
 * see the shorter texts of `libs/shared`. An error code without an entry does not compile.
 */
export const ERROR_CAUSES: Record<ErrorCode, Record<Language, string>> = {
  invalid_request: {
    en: 'The body or a parameter does not have the form that the protocol describes, or a confirm lacks the two digits. `detail` names the member.',
    zh: '请求体或参数的形式不符合协议，或者确认时缺少两位数字。`detail` 会指出是哪一项。',
  },
  server_unknown: {
    en: 'Maqiao never sends this: `<maqiao-login>` reports it when neither the page nor the script names a server. The console of the browser says what to write ([script tag](embed.md#ways-to-load-the-script)).',
    zh: '码桥不会发出这个错误：页面和脚本都没有说明服务器在哪里时，`<maqiao-login>` 就这样报告。浏览器的控制台会说明该写什么（[引入脚本](embed.md#引入脚本的方式)）。',
  },
  scene_clock: {
    en: "The time inside the scene name is more than 60 s from the server's. The client takes `now` from the answer and makes another name. If all clients get this error, the clock of the server is wrong: set up NTP.",
    zh: 'scene 名字里的时间与服务端相差超过 60 秒。客户端应按响应里的 `now` 另取一个名字。如果所有客户端都遇到，就是服务器的时钟不准：请配置 NTP。',
  },
  authorization_pending: {
    en: 'Nobody has confirmed yet. Ask again after `interval` seconds.',
    zh: '还没有人确认。请过 `interval` 秒再问。',
  },
  slow_down: {
    en: 'Polled more than 8 times in ten seconds. Wait for the longer `interval` of the answer.',
    zh: '十秒内轮询超过 8 次。请按响应里更长的 `interval` 等待。',
  },
  access_denied: {
    en: 'The user declined, or the browser cancelled. Start again with another scene.',
    zh: '用户拒绝了，或者浏览器取消了。请换一个 scene 重新开始。',
  },
  expired_token: {
    en: 'Nobody scanned or decided in time, or the tokens were not fetched within `DELIVERY_TTL_SECONDS` of the confirm.',
    zh: '没有人及时扫码或决定，或者确认后没有在 `DELIVERY_TTL_SECONDS` 之内取走令牌。',
  },
  invalid_token: {
    en: 'The access token is malformed, expired, signed with a key that no longer exists, or issued for another origin (`aud`). Refresh it. On `/api/introspect`, `/api/users`, `/api/stats` and `/metrics`: the key is not in the settings, or belongs to another setting than this call requires (`ADMIN_KEY` for the owner, `SITE_API_KEY` for the backend); `detail` says which.',
    zh: '访问令牌格式不对、过期、签它的密钥已经不在，或者是发给别的源的（`aud`）。请刷新。在 `/api/introspect`、`/api/users`、`/api/stats` 和 `/metrics` 上：密钥不在设置里，或者不是这个接口要的那一种（站长用 `ADMIN_KEY`，后端用 `SITE_API_KEY`），`detail` 会说明。',
  },
  no_session: {
    en: 'The request has no session cookie: the browser has never signed in, or the page is on another site than `PUBLIC_URL`, or the session was deleted.',
    zh: '没有带 cookie：这个浏览器没登录过，或者页面和 `PUBLIC_URL` 不在同一个站，或者会话已经清掉了。',
  },
  session_revoked: {
    en: 'The session has ended: signed out here or on the phone, expired, or a copy of its cookie was used.',
    zh: '会话已经结束：在这里或手机上退出、到期，或者 cookie 的副本被用过。',
  },
  invalid_login_code: {
    en: 'WeChat did not accept the code of `wx.login`: it is older than five minutes, or was used before. If this happens at every login, the mini program on the phone has another AppID than `WECHAT_APP_ID`.',
    zh: '微信不认 `wx.login` 的 code：超过五分钟，或者用过了。如果每次都这样：手机上的小程序和 `WECHAT_APP_ID` 不是同一个 AppID。',
  },
  host_not_protected: {
    en: 'The proxy asks about a host that FORWARD_AUTH_HOSTS does not hold, or does not say which one it is: `X-Forwarded-Host` must be the one host that the proxy serves, set by the proxy itself ([forward-auth](forward-auth.md)).',
    zh: '代理查询的主机不在 FORWARD_AUTH_HOSTS 里，或者代理没有说明是哪个主机：`X-Forwarded-Host` 必须由代理自己设为它正在服务的那一个主机（[forward-auth](forward-auth.md)）。',
  },
  snapshot_visitor: {
    en: 'WeChat shows a snapshot of the page (快照页), as it does to people who open it from a chat or from search results, and names a visitor who is nobody. No user is made of them. They have to choose 使用完整服务 first.',
    zh: '微信正以快照页打开这个网页（从聊天或搜索结果进入时常见），给出的是虚拟访客，不会建立用户。对方要先点“使用完整服务”。',
  },
  not_let_in: {
    en: 'The person is signed in, and FORWARD_AUTH_HOSTS does not list their id for this host. The page that they see tells them their id.',
    zh: '这个人已经登录，但 FORWARD_AUTH_HOSTS 里这个主机没有列出其 id。对方看到的页面上会写着自己的 id。',
  },
  step_up_required: {
    en: 'Linking or removing a way to sign in needs a proof that is at most five minutes old: the session of the browser was last proven longer ago (`auth_time`), or the call from the phone has no `loginCode`.',
    zh: '添加或移除登录方式，要求五分钟之内确认过身份：浏览器的会话上次确认（`auth_time`）早于五分钟，或者手机的请求没有带 `loginCode`。',
  },
  identity_taken: {
    en: 'The WeChat account that was to be linked belongs to another user, by its openid or by its unionid. If both are the same person, merge them: `npm run users -- merge` ([users](looking-after-it.md#one-person-two-users)).',
    zh: '要添加的微信按 openid 或 unionid 属于另一个用户。如果是同一个人，请合并：`npm run users -- merge`（[用户](looking-after-it.md#一个人有两个用户)）。',
  },
  last_identity: {
    en: 'At least one WeChat identity must remain: it is how a person gets back in when a passkey is lost.',
    zh: '至少要保留一个微信身份：通行密钥丢了，要靠它找回账号。',
  },
  removal_too_soon: {
    en: 'For 72 hours after a way to sign in was added, those that are older cannot be removed, so that whoever has just broken in cannot shut the person out. The new one can be removed at any time. `removableAt` in the answer is when it will be possible.',
    zh: '添加了新的登录方式之后 72 小时内，不能移除更早的，这样刚刚闯入的人没法把本人挡在外面。新加的随时可以移除。响应里的 `removableAt` 是可以移除的时间。',
  },
  merge_refused: {
    en: '`reason` of the answer says why: `same_user`; `gave_way` or `into_gave_way` (the first or the second user has given way in another merge already); `blocked` (one of the two is blocked: unblock first); `too_late` (undo is possible for 30 days); `last_identity` (the user who remains would have no WeChat identity left).',
    zh: '原因见响应里的 `reason`：`same_user`（是同一个用户）；`gave_way`、`into_gave_way`（前一个或后一个用户已经并入别的用户）；`blocked`（其中一个被封禁：请先解封）；`too_late`（30 天之内才能撤销）；`last_identity`（撤销后，保留的用户就没有微信身份了）。',
  },
  origin_not_allowed: {
    en: "The page's origin is neither that of `PUBLIC_URL` nor in `CORS_ORIGINS`. Compare scheme, host and port.",
    zh: '页面的源既不是 `PUBLIC_URL` 的，也不在 `CORS_ORIGINS` 里。请核对协议、主机和端口。',
  },
  not_same_person: {
    en: 'Before something that cannot be undone, the person who is signed in proves once more who they are; this WeChat is not one of that account, by its openid or its unionid.',
    zh: '做不能撤销的操作之前，要由已登录的本人再确认一次身份；这个微信按 openid 和 unionid 都不属于这个账号。',
  },
  not_scanner: {
    en: 'Somebody else scanned this code first, or nobody has: only the first scanner may decide.',
    zh: '先扫码的是别人，或者还没有人扫：只有第一个扫码的人可以决定。',
  },
  number_mismatch: {
    en: 'The digits typed are not those that the page shows. By design, one wrong try ends the login.',
    zh: '输入的数字和页面上的不同。按设计，错一次这次登录就结束。',
  },
  login_blocked: {
    en: 'WeChat rates the user as a high risk (40226), or you have blocked the user.',
    zh: '微信认为这个人风险高（40226），或者被你封禁了。',
  },
  not_found: {
    en: 'There is no such address, or what it names belongs to another user, or the setting that enables it is missing (`SITE_API_KEY`, `ADMIN_KEY`).',
    zh: '没有这个地址，或者要的东西属于别人，或者打开它的设置没有填（`SITE_API_KEY`、`ADMIN_KEY`）。',
  },
  scene_not_found: {
    en: 'The scene is unknown, ended long ago, or has another verifier; by design the answer does not say which. Without `REDIS_URL` it also happens after a restart of the server.',
    zh: 'scene 不存在、早已结束，或者 verifier 不是它的：按设计，响应不说明是哪一种。没有 `REDIS_URL` 时，服务重启之后也会这样。',
  },
  method_not_allowed: {
    en: 'This address accepts other methods only: the header `Allow` names them.',
    zh: '这个地址只接受别的方法，见 `Allow` 头。',
  },
  scene_taken: {
    en: 'Another user has scanned this code. If this happens often, one code is shown to many people: each browser needs its own.',
    zh: '别人已经扫过这个码。如果经常这样，就是把同一个码显示给了很多人：每个浏览器要有自己的码。',
  },
  scene_closed: {
    en: 'The scene was used, declined or cancelled. A scene can be used for one login only.',
    zh: '这个 scene 已经用过、被拒绝或取消了。一个 scene 只能登录一次。',
  },
  replaced: {
    en: 'Another tab with the same verifier has connected; only the newest connection is served.',
    zh: '另一个标签页用同一个 verifier 连上了，以最新的为准。',
  },
  blocked_by_firewall: {
    en: 'Maqiao never sends this: our clients report it when they get a response with status 403, 405, 406 or 501 that is not from Maqiao. A firewall, CDN or proxy in front refused the call. `npm run doctor` finds out which calls it refuses; let it pass [what Maqiao needs](deploy.md#firewalls-and-cdns).',
    zh: '码桥不会发出这个错误：客户端收到状态码 403、405、406 或 501，而响应又不是码桥发出的，就这样报告。请求被前面的防火墙、CDN 或代理拦截了。`npm run doctor` 能查出哪些请求被拦截；请放行[码桥需要的请求](deploy.md#防火墙和-cdn)。',
  },
  scene_expired: {
    en: 'Nobody scanned within `SCENE_TTL_SECONDS`, or decided within `CONFIRM_TTL_SECONDS`.',
    zh: '没有人在 `SCENE_TTL_SECONDS` 内扫码，或者没有在 `CONFIRM_TTL_SECONDS` 内决定。',
  },
  client_request_refused: {
    en: 'A page only: the request of an OpenID Connect client cannot be sent back to it, as client or redirect URI are not registered, or a required parameter is missing. The page names the error of OAuth.',
    zh: '只出现在页面上：OpenID Connect 客户端的请求没法退回给它，因为客户端或者 redirect URI 没有登记，或者缺少必需的参数。页面上写着 OAuth 的错误名。',
  },
  fresh_sign_in_needed: {
    en: 'The client asked for `prompt=login`, or for a `max_age` that has passed, or named another person: the session of this browser is not enough.',
    zh: '客户端要求 `prompt=login`，或者 `max_age` 已过，或者指定了另一个人：这个浏览器现有的登录不够。',
  },
  interaction_elsewhere: {
    en: 'The cookie of this OpenID Connect request is missing: it was begun in another browser, or the browser refuses cookies.',
    zh: '没有这次 OpenID Connect 请求的 cookie：它在另一个浏览器里开始，或者浏览器拒收 cookie。',
  },
  interaction_expired: {
    en: 'The OpenID Connect request was finished, or is older than 15 minutes, or there is no client.',
    zh: '这次 OpenID Connect 请求已经完成，或者超过了 15 分钟，或者没有任何客户端。',
  },
  session_ended: {
    en: 'Only your backend gets this, when it extends a session: the session was ended in the browser, on the phone or by you, has expired, or never existed. End your own session too.',
    zh: '只有你的后端在延长会话时会收到：会话已经在浏览器里、手机上或者由你结束，或者到期，或者从来没有过。请把你自己的会话也结束。',
  },
  payload_too_large: {
    en: 'The body is larger than this call accepts. If the answer comes from a proxy, raise its limit to at least 16 KiB.',
    zh: '请求体超过了这个调用的上限。如果响应来自代理，请把它的上限提高到至少 16 KiB。',
  },
  unsupported_media_type: {
    en: 'Send `Content-Type: application/json`.',
    zh: '请带上 `Content-Type: application/json`。',
  },
  rate_limited: {
    en: "A limit is reached; `Retry-After` says how long. On `/api/introspect`, `/api/users`, `/api/stats` and `/metrics`: too many wrong keys came from this address; for a minute the server does not answer whether a key is right. If all users get it at once, `TRUST_PROXY` is too low: all of them are counted under the proxy's address.",
    zh: '到了限额，`Retry-After` 说明要等多久。在 `/api/introspect`、`/api/users`、`/api/stats` 和 `/metrics` 上：这个地址发来过太多错误的密钥，一分钟之内不再回答密钥对不对。如果所有人同时遇到，就是 `TRUST_PROXY` 设低了：所有人都按代理的地址计算。',
  },
  internal: {
    en: 'A bug in Maqiao. The log has the stack with the same `requestId`; please open an issue with it.',
    zh: '码桥自己的问题。日志里用同一个 `requestId` 能找到堆栈，请带上它提一个 issue。',
  },
  wechat_unavailable: {
    en: 'WeChat did not answer in time, or not as documented. The log says why: network, DNS, firewall, or a forwarding proxy at `WECHAT_API_BASE_URL`.',
    zh: '微信没有及时响应，或者返回的内容不符合文档。日志会说明：网络、DNS、防火墙，或者 `WECHAT_API_BASE_URL` 上的转发代理。',
  },
  wechat_misconfigured: {
    en: 'WeChat refuses your AppID, secret, address or page. The log has the errcode and what to do; the errcodes are listed below.',
    zh: '微信不接受你的 AppID、AppSecret、服务器地址或页面。日志里有错误码和解决办法，微信的错误码见下面。',
  },
  wechat_busy: {
    en: 'WeChat is busy, or a quota of yours is used up. `Retry-After` says when to try again.',
    zh: '微信正忙，或者你的调用额度用完了。`Retry-After` 说明何时再试。',
  },
  unavailable: {
    en: 'The database or Redis does not answer, or does not accept writes: it is a replica, or its disk is full. `/readyz` says which one and why; the log has details.',
    zh: '数据库或 Redis 没有响应，或者写不进去：连到了备库，磁盘满了。`/readyz` 会说是哪一个、为什么，日志里更详细。',
  },
};
