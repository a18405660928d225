import { fault, note, ok, warning, type Diagnosis } from './diagnosis.ts';

// What is found of OpenID Connect clients, and of sites that a proxy protects by asking Maqiao.

export const CLIENTS_DIAGNOSES = {
  clients_file_bad: fault(
    '{sentence} The server does not start with it.',
    '客户端文件有误：{sentence} 用它无法启动服务。',
  ),
  clients_file_open: warning(
    '{path} holds the secrets of clients, and other accounts of this machine may read it (mode {mode}): chmod 600 {path}',
    '{path} 含有客户端的密钥，但本机其他账号也能读取（权限 {mode}）：请执行 chmod 600 {path}',
  ),
  client_faulty: fault(
    'The client {client} is registered in a way that cannot work: {faults}. Change it in /admin or with npm run clients.',
    '客户端 {client} 的登记有误，无法使用：{faults}。请在 /admin 或用 npm run clients 修改。',
  ),
  redirect_loopback: warning(
    'The client {client} sends people back to {uri}: on their own machine, where no site of yours is. Register its public address instead; if it is an app that people install, register it as one.',
    '客户端 {client} 的重定向地址是 {uri}，会把用户带回他们自己的电脑，那里没有你的网站：请改成它的公网地址；如果它是用户安装的应用，请登记为应用。',
  ),
  redirect_twice: note(
    'The client {client} has {uri} twice among its redirect URIs: remove one.',
    '客户端 {client} 的重定向地址里，{uri} 出现了两次：请删掉一个。',
  ),
  redirect_shared: warning(
    'Several clients are sent back to {uri}: {clients}. Whoever answers there gets the codes of all of them. Give each client an address of its own, or remove those that are not used.',
    '多个客户端使用同一个重定向地址 {uri}：{clients}。谁在那里应答，谁就能拿到它们所有的授权码。请给每个客户端单独的地址，或删除不用的客户端。',
  ),
  oidc_ok: ok(
    'Clients find everything at the issuer {issuer}, and their calls arrive whole ({clients} registered).',
    '客户端能从签发者 {issuer} 找到所需的一切，请求能完整到达（已登记 {clients} 个）。',
  ),
  oidc_clock_wrong: fault(
    'While the clock of the server is wrong by {seconds} s, clients refuse its ID tokens: most allow a minute or less.',
    '服务的时钟相差 {seconds} 秒，客户端会拒绝它签发的 ID Token：多数客户端最多容许一分钟。',
  ),
  oidc_unchecked: note(
    'Clients are registered ({clients}), but the way to the server was not looked at, so neither was theirs.',
    '已登记 {clients} 个客户端，但没有检查访问路径，所以也没有检查它们的请求。',
  ),
  oidc_none_running: fault(
    'Clients are registered, but the server that runs knows none: restart it with these settings (DATABASE_URL, CLIENTS_FILE).',
    '已登记客户端，但正在运行的服务一个也不认识：请用当前设置（DATABASE_URL、CLIENTS_FILE）重启服务。',
  ),
  issuer_other: fault(
    'The discovery document names the issuer {issuer}, and PUBLIC_URL is {origin}: clients refuse that. Restart the server with these settings, or correct PUBLIC_URL.',
    '发现文档里的签发者是 {issuer}，而 PUBLIC_URL 是 {origin}，客户端会拒绝：请用当前设置重启服务，或改正 PUBLIC_URL。',
  ),
  well_known_not_passed: fault(
    'Clients do not get {origin}/.well-known/openid-configuration ({status}): let the proxy pass all of /.well-known/ to Maqiao. Proxies that renew certificates often keep this path for themselves: they need /.well-known/acme-challenge/ only.',
    '客户端拿不到 {origin}/.well-known/openid-configuration（{status}）：请让代理把整个 /.well-known/ 转给码桥。负责续期证书的代理常常占用这个路径，其实只需要 /.well-known/acme-challenge/。',
  ),
  oidc_not_passed: fault(
    'Calls of clients below {origin}/oidc/ do not arrive ({status}): let the proxy pass GET and POST on all of /oidc/ to Maqiao; and on /interaction/ and /device, which people see.',
    '客户端对 {origin}/oidc/ 的请求无法到达（{status}）：请让代理在整个 /oidc/ 上放行 GET 和 POST；用户看到的 /interaction/ 和 /device 也要放行。',
  ),
  oidc_header_lost: fault(
    'The header Authorization does not arrive at {origin}/oidc/token: clients that prove themselves by client_secret_basic cannot sign anybody in. Remove what takes it in front (a password of the proxy’s own, such as auth_basic; Apache needs CGIPassAuth On), or set those clients to client_secret_post.',
    '请求头 Authorization 到不了 {origin}/oidc/token：用 client_secret_basic 验证的客户端无法登录任何人。请去掉前面占用它的设置（代理自己的密码，如 auth_basic；Apache 需要 CGIPassAuth On），或把这些客户端改成 client_secret_post。',
  ),
  oidc_form_lost: fault(
    'The form of a POST does not arrive at {origin}/oidc/token: let the firewall, CDN or proxy pass bodies of application/x-www-form-urlencoded on /oidc/.',
    'POST 的表单到不了 {origin}/oidc/token：请让防火墙、CDN 或代理在 /oidc/ 上放行 application/x-www-form-urlencoded 的请求体。',
  ),

  site_ok: ok(
    'The protected site {host} asks Maqiao, and sends visitors to sign in.',
    '受保护的网站 {host} 会询问码桥，并让访客去登录。',
  ),
  site_not_reached: warning(
    'The protected site {host} cannot be reached from here ({reason}), so nothing is known of it: check its name and its proxy, or remove it from FORWARD_AUTH_HOSTS.',
    '从这里无法访问受保护的网站 {host}（{reason}），因此无从检查：请检查域名和代理，或把它从 FORWARD_AUTH_HOSTS 删除。',
  ),
  site_path_not_passed: fault(
    'The proxy of {host} does not hand /.maqiao/ to this server ({status}), so nobody can sign in there: hand it on, as the files of deploy/forward-auth do.',
    '{host} 的代理没有把 /.maqiao/ 交给这台服务（{status}），在那里无法登录：请照 deploy/forward-auth 的示例转发。',
  ),
  site_unnamed: fault(
    'The proxy of {host} hands /.maqiao/ on, but does not say which site it serves: let it set X-Forwarded-Host to {host}, and not to what visitors send.',
    '{host} 的代理转发了 /.maqiao/，但没有说明是哪个网站：请让它把 X-Forwarded-Host 设为 {host}，不要用访客发来的值。',
  ),
  site_open: fault(
    'The site {host} answers anybody ({status}), although FORWARD_AUTH_HOSTS protects it: its proxy does not ask /forward-auth before each request. Let it ask, as the files of deploy/forward-auth do.',
    '{host} 在 FORWARD_AUTH_HOSTS 里，却对任何人都应答（{status}）：它的代理没有在每次请求前询问 /forward-auth。请照 deploy/forward-auth 的示例配置。',
  ),
  site_check_fails: fault(
    'The site {host} answers visitors with {status}: its proxy asks /forward-auth, and cannot use what it is answered. Let the question go to this server with X-Forwarded-Host set to {host}, as in the files of deploy/forward-auth.',
    '{host} 对访客返回 {status}：它的代理询问了 /forward-auth，却用不了结果。请让询问到达这台服务，并把 X-Forwarded-Host 设为 {host}，示例见 deploy/forward-auth。',
  ),
} as const satisfies Record<string, Diagnosis>;
