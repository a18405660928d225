import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What `npm run clients` prints. Why a client cannot be registered is said by client-messages.ts, for all ways. */
export const clientsMessages = {
  clients_usage: {
    en: `{command} add --name <name> --redirect-uri <address> [options]
    registers an OpenID Connect client, and shows its secret this once
      --kind website|page|app|device    website: with a backend (the default); page: without one;
                                        app: of a phone or a desktop; device: without a browser
      --redirect-uri <address>          where people are sent back to; may be repeated
      --post-logout-redirect-uri <address>   where they may go after a sign-out; may be repeated
      --backchannel-logout-uri <address>     what is told of sign-outs
      --id <client id>                  made up unless it is given
      --auth-method <method>            client_secret_basic (the default), client_secret_post or none
      --grant-type <type>               authorization_code, refresh_token or
                                        urn:ietf:params:oauth:grant-type:device_code; may be repeated;
                                        by the kind unless given
      --scope "openid profile"          what it may ask for; openid profile offline_access unless given
      --alg RS256|ES256                 how its ID tokens are signed; RS256 unless given
      --without-pkce                    for a website whose program cannot do PKCE
      --email-domain <domain>           with the scope email: domain of the placeholder address
      --claims-in-id-token              for a program that reads the ID token only: name and picture go there, too
{command} list
    all clients
{command} show <client id>
    one client, and what to enter on its side
{command} update <client id> [options]
    changes what is named, by the options of add; the rest stays, and so do id and kind
      --redirect-uri <address>          takes the place of all that there are; may be repeated
      --backchannel-logout-uri ""       an empty text takes back what may be missing
      --auth-method <method>            none removes its secrets
      --with-pkce                       requires PKCE again
      --no-claims-in-id-token           name and picture go into the ID token no more
{command} rotate-secret <client id> [--overlap 24]
    makes a new secret, and shows it this once; the one before is accepted for so many hours, 0 to 720
{command} remove <client id> --yes
    removes a client; its tokens end at once
--json behind each of them: for programs`,
    zh: `{command} add --name <名称> --redirect-uri <地址> [选项]
    登记一个 OpenID Connect 客户端，并显示它的密钥（只显示这一次）
      --kind website|page|app|device    website：有后端的网站（默认）；page：没有后端的网页；
                                        app：手机或电脑上的应用；device：没有浏览器的设备
      --redirect-uri <地址>             登录后返回的地址，可以写多个
      --post-logout-redirect-uri <地址> 退出后可以前往的地址，可以写多个
      --backchannel-logout-uri <地址>   接收退出通知的地址
      --id <客户端 id>                  不写就自动生成
      --auth-method <方式>              client_secret_basic（默认）、client_secret_post 或 none
      --grant-type <类型>               authorization_code、refresh_token 或
                                        urn:ietf:params:oauth:grant-type:device_code，可以写多个；
                                        不写就按类型
      --scope "openid profile"          可以请求的范围；不写就是 openid profile offline_access
      --alg RS256|ES256                 ID 令牌的签名算法；不写就是 RS256
      --without-pkce                    用于不支持 PKCE 的网站程序
      --email-domain <域名>             scope 有 email 时：占位邮箱的域名
      --claims-in-id-token              用于只读 ID 令牌的程序：昵称、头像等也写进 ID 令牌
{command} list
    列出所有客户端
{command} show <客户端 id>
    显示一个客户端，以及要填到对方那里的内容
{command} update <客户端 id> [选项]
    按 add 的选项修改写出的内容，其余不变；id 和类型不能改
      --redirect-uri <地址>             替换原有的全部地址，可以写多个
      --backchannel-logout-uri ""       可以没有的内容，写空就是去掉
      --auth-method <方式>              改成 none 会删除它的密钥
      --with-pkce                       重新要求 PKCE
      --no-claims-in-id-token           昵称、头像不再写进 ID 令牌
{command} rotate-secret <客户端 id> [--overlap 24]
    换一个新密钥并显示（只显示这一次）；旧密钥还能用这么多小时，0 到 720
{command} remove <客户端 id> --yes
    删除一个客户端，它的令牌立即失效
每条命令后面都可以加 --json，供程序读取`,
  },
  kind_wanted: {
    en: '--kind must be website, page, app or device.',
    zh: '--kind 只能是 website、page、app 或 device。',
  },
  name_wanted: { en: '--name is missing: the name that people know.', zh: '没有写 --name：用户认得的名称。' },
  overlap_wanted: {
    en: '--overlap must be a number of hours from 0 to 720.',
    zh: '--overlap 应为 0 到 720 的小时数。',
  },
  id_wanted: { en: '{command} wants a client id.', zh: '{command} 后面要写客户端 id。' },
  not_registered: { en: 'Nothing was registered: {faults}.', zh: '没有登记：{faults}。' },
  not_changed: { en: 'Nothing was changed: {faults}.', zh: '没有修改：{faults}。' },
  change_wanted: {
    en: 'update wants an option for each thing that is to change.',
    zh: 'update 后面要写出修改哪些内容的选项。',
  },
  unchangeable: {
    en: 'The id and the kind of a client stay as they are: add another one.',
    zh: '客户端的 id 和类型不能修改：请另外登记一个。',
  },
  on_and_off: {
    en: 'Write --{on} or --{off}, not both.',
    zh: '--{on} 和 --{off} 只能写一个。',
  },
  changed: { en: '{name} is changed.', zh: '已修改 {name}。' },
  secret_missing: {
    en: 'It has no secret yet. To make one: {command} rotate-secret {id}',
    zh: '它还没有密钥。生成密钥：{command} rotate-secret {id}',
  },
  none_yet: { en: 'There are no clients yet.', zh: '还没有客户端。' },
  registered: { en: '{name} is registered.', zh: '已登记 {name}。' },
  rotated: { en: '{name} has a new secret.', zh: '{name} 有了新密钥。' },
  rotated_until: {
    en: 'The one before it is accepted until {time}.',
    zh: '旧密钥可以用到 {time}。',
  },
  rotated_now: { en: 'The one before it is refused from now on.', zh: '旧密钥已立即失效。' },
  secret_once: {
    en: 'The secret is shown this once: put it where the client reads it, and nowhere else.',
    zh: '密钥只显示这一次：请放到客户端读取的地方，不要放在别处。',
  },
  remove_wants_yes: {
    en: 'Nothing is removed yet. Nobody could sign in to {name} ({id}) any more, and its tokens would end. To do it: {command} remove {id} --yes',
    zh: '还没有删除。删除后，没有人能再登录 {name}（{id}），它的令牌会全部失效。确定的话：{command} remove {id} --yes',
  },
  client_removed: {
    en: '{name} ({id}) is removed, and its tokens have ended.',
    zh: '已删除 {name}（{id}），它的令牌已全部失效。',
  },
  head_name: { en: 'Name', zh: '名称' },
  head_kind: { en: 'Kind', zh: '类型' },
  head_source: { en: 'Source', zh: '来源' },
  kind_website: { en: 'website with a backend', zh: '有后端的网站' },
  kind_page: { en: 'page without a backend', zh: '没有后端的网页' },
  kind_app: { en: 'application', zh: '应用' },
  kind_device: { en: 'device', zh: '设备' },
  source_owner: { en: 'registered', zh: '已登记' },
  row_issuer: { en: 'Issuer', zh: '签发者（issuer）' },
  row_discovery: { en: 'Discovery', zh: '发现文档' },
  row_client_id: { en: 'Client ID', zh: '客户端 id' },
  row_secret: { en: 'Client secret', zh: '客户端密钥' },
  row_auth_method: { en: 'Secret sent by', zh: '密钥发送方式' },
  row_scope: { en: 'Scope', zh: '范围（scope）' },
  row_redirect: { en: 'Redirect URI', zh: '回调地址' },
  row_grants: { en: 'Grant types', zh: '授权类型' },
  row_after_logout: { en: 'After sign-out', zh: '退出后的地址' },
  row_backchannel: { en: 'Sign-outs told to', zh: '退出通知地址' },
  row_alg: { en: 'ID tokens', zh: 'ID 令牌算法' },
  pkce_on: { en: 'required (S256)', zh: '必须（S256）' },
  pkce_off: { en: 'not required', zh: '可以不用' },
  row_email_domain: { en: 'Email domain', zh: '邮箱域名' },
  row_claims: { en: 'Name and picture', zh: '昵称、头像' },
  claims_in_id_token: { en: 'in the ID token, too', zh: 'ID 令牌里也有' },
  row_secrets: { en: 'Secrets', zh: '密钥' },
  secret_since: { en: 'since {time}', zh: '{time} 起' },
  secret_until: { en: 'since {time}, until {until}', zh: '{time} 起，{until} 止' },
  without_secret: { en: 'none', zh: '没有' },
} as const satisfies MessageTable;
