import { CONSOLE_MENUS, CONSOLE_NAMES } from '@maqiao/shared';
import { fault, note, ok, warning, type Diagnosis } from './diagnosis.ts';

// What is found on the way that browsers and phones take: PUBLIC_URL, its certificate, the proxies.

export const ADDRESS_DIAGNOSES = {
  public_url_ok: ok('Maqiao answers at {origin}.', '{origin} 有码桥应答。'),
  public_url_plain: warning(
    `PUBLIC_URL is http: phones take it in a trial version with debugging (${CONSOLE_NAMES.debugging}) at most. Put a proxy with a certificate in front, and set PUBLIC_URL=https://…`,
    `PUBLIC_URL 是 http：手机最多只能在体验版的“${CONSOLE_NAMES.debugging}”下访问。请在前面放一个带证书的反向代理，并设 PUBLIC_URL=https://…`,
  ),
  public_url_no_name: warning(
    'PUBLIC_URL names {host}, which is no domain: WeChat takes only filed domains as request domains.',
    'PUBLIC_URL 用的是 {host} 而不是域名：微信只接受已备案的域名作为 request 合法域名。',
  ),
  console_entry: note(
    `In WeChat’s console, under ${CONSOLE_MENUS.requestDomain}, there must stand exactly {origin}: the same host, and a port only if there is one here.`,
    `公众平台“${CONSOLE_MENUS.requestDomain}”中须填写 {origin}：主机名完全一致，这里没有端口就不要写端口。`,
  ),
  name_unknown: fault(
    'The name {host} of PUBLIC_URL does not resolve ({reason}): add it to your DNS, or correct PUBLIC_URL.',
    'PUBLIC_URL 的域名 {host} 无法解析（{reason}）：请添加 DNS 记录，或改正 PUBLIC_URL。',
  ),
  not_reached: fault(
    'Nothing takes connections at {host}, port {port} ({reason}): start the proxy, and open the port in the firewall and in your provider’s security group.',
    '{host} 的端口 {port} 无法连接（{reason}）：请启动反向代理，并在防火墙和云服务商的安全组中放行该端口。',
  ),
  no_server_behind: fault(
    'The proxy at {origin} answers {status}, as no Maqiao answers behind it: start the server, and let the proxy pass to its HOST and PORT.',
    '{origin} 的代理返回 {status}：它后面没有码桥应答。请启动服务，并让代理转发到它的 HOST 和 PORT。',
  ),
  not_maqiao: fault(
    'At {origin} something answers that is not Maqiao (status {status}): let the proxy pass every path of this host on to Maqiao.',
    '{origin} 应答的不是码桥（状态 {status}）：请让代理把该域名的所有路径转发给码桥。',
  ),
  redirected: fault(
    '{origin} redirects to {target}, and phones do not follow: set PUBLIC_URL to the address that answers by itself, and enter that one in the console.',
    '{origin} 会跳转到 {target}，而手机不会跟随跳转：请把 PUBLIC_URL 设为直接应答的地址，并在公众平台填写它。',
  ),
  stores_away: fault(
    'The server runs, but its stores do not serve ({stores}): see the lines of database and Redis here, and its log.',
    '服务在运行，但存储不可用（{stores}）：请看这里关于数据库和 Redis 的说明，以及服务日志。',
  ),
  server_clock_ok: ok('The server’s clock agrees with {reference}.', '服务的时钟与{reference}一致。'),
  server_clock_fast: fault(
    'The clock of the server that runs is {seconds} s fast, compared with {reference}: set it by NTP on the server’s machine (timedatectl set-ntp true). The server follows at once, without a restart; one older than this doctor has to be restarted.',
    '正在运行的服务，时钟比{reference}快 {seconds} 秒：请在它所在的机器上开启 NTP 校时（timedatectl set-ntp true）。校准后立即生效，不用重启；旧版本的服务需要重启。',
  ),
  server_clock_slow: fault(
    'The clock of the server that runs is {seconds} s slow, compared with {reference}: set it by NTP on the server’s machine (timedatectl set-ntp true). The server follows at once, without a restart; one older than this doctor has to be restarted.',
    '正在运行的服务，时钟比{reference}慢 {seconds} 秒：请在它所在的机器上开启 NTP 校时（timedatectl set-ntp true）。校准后立即生效，不用重启；旧版本的服务需要重启。',
  ),
  other_installation: warning(
    'The Maqiao at {origin} does not have this machine’s secret, or is older than this doctor: restart it with the same settings, or correct PUBLIC_URL. Forwarding headers were not looked at.',
    '{origin} 上的码桥与本机的密钥不同，或版本较旧：请用相同的设置重启它，或改正 PUBLIC_URL。未检查转发头。',
  ),
  forwarding_unchecked: note(
    'Forwarding headers were not looked at: that takes the secret, which is not to be had here.',
    '未检查转发头：检查需要密钥，而本机没有可用的密钥。',
  ),

  certificate_ok: ok('The certificate is good for {days} more days.', '证书有效，还剩 {days} 天。'),
  certificate_ends_soon: warning(
    'The certificate ends in {days} days: renew it, and see why that did not happen by itself (certbot renew --dry-run, or Caddy’s log).',
    '证书还有 {days} 天到期：请续期，并查明为何没有自动续期（certbot renew --dry-run，或查看 Caddy 日志）。',
  ),
  certificate_ended: fault(
    'The certificate ended on {date}: renew it (certbot renew) and reload the proxy.',
    '证书已于 {date} 过期：请续期（certbot renew）并重新加载代理。',
  ),
  certificate_too_new: fault(
    'The certificate begins on {date} only: set the clock of this machine, or take a certificate that is good today.',
    '证书到 {date} 才生效：请校准本机时钟，或换一个已生效的证书。',
  ),
  certificate_of_another: fault(
    'The certificate is not for {host} but for {names}: get one for {host}, and let the proxy use it for this host.',
    '证书不是 {host} 的，而是 {names} 的：请为 {host} 申请证书，并让代理在该域名上使用。',
  ),
  certificate_incomplete: fault(
    'The proxy sends its certificate without the ones between it and the authority: browsers may mend that, phones do not. Give it the whole chain (fullchain.pem).',
    '代理只发送了域名证书，缺少中间证书：浏览器可能会补全，手机不会。请配置完整的证书链（fullchain.pem）。',
  ),
  certificate_untrusted: fault(
    'The certificate comes from an authority that nobody knows ({reason}): phones refuse it. Get one from a public authority, such as Let’s Encrypt.',
    '证书不是由公认的机构签发（{reason}）：手机会拒绝。请向公认的机构申请，例如 Let’s Encrypt。',
  ),
  tls_refused: fault(
    'At {host}, port {port}, no TLS connection comes about ({reason}): phones need TLS 1.2 or 1.3. Check the proxy’s ssl_protocols, and that this port speaks https.',
    '{host} 的端口 {port} 无法建立 TLS 连接（{reason}）：手机需要 TLS 1.2 或 1.3。请检查代理的 ssl_protocols，以及该端口是否为 https。',
  ),

  forwarding_ok: ok(
    'Visitors’ own addresses arrive (TRUST_PROXY is {trust}).',
    '访客的真实 IP 能够到达（TRUST_PROXY 为 {trust}）。',
  ),
  trust_proxy_zero: fault(
    'Calls come through {proxies} proxies, but TRUST_PROXY is 0: all visitors count as one address and share its limits, and every login asks for the digits. Set TRUST_PROXY={proxies}.',
    '请求经过 {proxies} 层代理，但 TRUST_PROXY 为 0：所有访客被当作同一个 IP，共用限额，每次登录都要输数字。请设 TRUST_PROXY={proxies}。',
  ),
  trust_proxy_low: fault(
    'Calls come through {proxies} proxies, but TRUST_PROXY is {trust}: the address of a proxy counts as the visitor’s, and every login asks for the digits. Set TRUST_PROXY={proxies}.',
    '请求经过 {proxies} 层代理，但 TRUST_PROXY 为 {trust}：代理的 IP 被当作访客的，每次登录都要输数字。请设 TRUST_PROXY={proxies}。',
  ),
  trust_proxy_high: fault(
    'Calls come through {proxies} proxies, but TRUST_PROXY is {trust}: every login asks for the digits. Set TRUST_PROXY={proxies}; or, where a proxy in front of them writes X-Forwarded-For, let the ones behind it add to it.',
    '请求经过 {proxies} 层代理，但 TRUST_PROXY 为 {trust}：每次登录都要输数字。请设 TRUST_PROXY={proxies}；如果更前面还有代理写了 X-Forwarded-For，请让后面的代理追加。',
  ),
  proxy_silent: fault(
    'PUBLIC_URL is https, so a proxy stands in front, but it does not say who calls, and TRUST_PROXY is {trust}: all visitors count as one address, and every login asks for the digits. Let the proxy set X-Forwarded-For to the visitor’s address (as deploy/nginx.conf does), and set TRUST_PROXY=1.',
    'PUBLIC_URL 是 https，说明前面有代理，但它没有告知访客是谁，TRUST_PROXY 为 {trust}：所有访客被当作同一个 IP，每次登录都要输数字。请让它把 X-Forwarded-For 设为访客的 IP（见 deploy/nginx.conf），并设 TRUST_PROXY=1。',
  ),
  forwarding_elsewhere: fault(
    'The proxy says who calls in {headers} only, which Maqiao does not read (TRUST_PROXY is {trust}): all visitors count as one address, and every login asks for the digits. Let the proxy set X-Forwarded-For to the visitor’s address (as deploy/nginx.conf does), and set TRUST_PROXY=1.',
    '代理只在 {headers} 里告知访客是谁，而码桥不读它（TRUST_PROXY 为 {trust}）：所有访客被当作同一个 IP，每次登录都要输数字。请让代理把 X-Forwarded-For 设为访客的 IP（见 deploy/nginx.conf），并设 TRUST_PROXY=1。',
  ),
  address_unreadable: fault(
    'What the proxy writes into X-Forwarded-For is no address (TRUST_PROXY is {trust}): all visitors count as one, and every login asks for the digits. Let it write the visitor’s address; a proxy that is itself reached by a Unix socket writes "unix:".',
    '代理写进 X-Forwarded-For 的不是 IP（TRUST_PROXY 为 {trust}）：所有访客被算在一起，每次登录都要输数字。请让它写访客的 IP；自己是经 Unix 套接字被访问的代理会写成“unix:”。',
  ),
  forwarding_missing: fault(
    'TRUST_PROXY is {trust}, but the proxy does not say who calls: let it set X-Forwarded-For to the visitor’s address (as deploy/nginx.conf does), or set TRUST_PROXY=0 if there is no proxy.',
    'TRUST_PROXY 为 {trust}，但代理没有告知访客是谁：请让它把 X-Forwarded-For 设为访客的 IP（见 deploy/nginx.conf）；若没有代理，请设 TRUST_PROXY=0。',
  ),
  address_forgeable: fault(
    'Visitors can choose the address they count as, by writing X-Forwarded-For themselves (TRUST_PROXY is {trust}): let the proxy replace that header (as deploy/nginx.conf does), or set TRUST_PROXY={proxies}.',
    '访客自己写 X-Forwarded-For 就能伪造 IP（TRUST_PROXY 为 {trust}）：请让代理覆盖这个请求头（见 deploy/nginx.conf），或设 TRUST_PROXY={proxies}。',
  ),

  public_url_differs: fault(
    'The server that runs has another PUBLIC_URL than {origin}, and refuses its pages: restart it with these settings, or correct PUBLIC_URL.',
    '正在运行的服务使用的 PUBLIC_URL 不是 {origin}，会拒绝它的页面：请用当前设置重启服务，或改正 PUBLIC_URL。',
  ),
  socket_ok: ok('Sockets come through.', 'WebSocket 连接正常。'),
  socket_not_upgraded: fault(
    'The proxy does not let sockets through (status {status} instead of 101): logins fall back to asking every 2 s. Let it pass Upgrade and Connection on /socket.io/ (as deploy/nginx.conf does).',
    '代理不放行 WebSocket（返回 {status} 而不是 101）：登录只能改为每 2 秒轮询。请让它在 /socket.io/ 上传递 Upgrade 和 Connection（见 deploy/nginx.conf）。',
  ),
  socket_silent: fault(
    'A socket opens, but nothing of the server comes through it ({reason}): switch off buffering or inspection of /socket.io/ in what stands between.',
    'WebSocket 能建立，但收不到服务器的数据（{reason}）：请关闭中间设备对 /socket.io/ 的缓冲或检查。',
  ),
  socket_cut: fault(
    'A silent socket is cut after {seconds} s, before the server’s next sign of life (25 s): give /socket.io/ a time-out of 60 s or more (proxy_read_timeout in nginx).',
    '空闲的 WebSocket 在 {seconds} 秒后被切断，早于服务器的心跳（25 秒）：请把 /socket.io/ 的超时设为 60 秒以上（nginx 的 proxy_read_timeout）。',
  ),
} as const satisfies Record<string, Diagnosis>;
