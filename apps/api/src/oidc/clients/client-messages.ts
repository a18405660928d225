import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** Why a client cannot be registered, changed or removed. A fault is the rest of a sentence that begins with its field. */
export const clientMessages = {
  must_be: { en: 'must be {wants}', zh: '应为{wants}' },
  missing: { en: 'is missing', zh: '没有填写' },
  unknown_member: { en: 'is no member of a client', zh: '不是客户端的字段' },
  no_object: { en: 'must be an object', zh: '应为一个对象' },
  id_taken: { en: 'is the id of another client', zh: '已是另一个客户端的 id' },
  id_twice: { en: 'stands twice in the file', zh: '在文件里出现了两次' },
  id_of_owner: {
    en: 'is the id of a client that was registered outside this file',
    zh: '已是另一个客户端的 id，那个客户端不是从这个文件登记的',
  },
  id_reserved: {
    en: 'is an audience of tokens that Maqiao uses itself',
    zh: '是码桥自己的令牌所用的受众（audience）',
  },
  uri_none: { en: 'is no absolute URI', zh: '不是完整的 URI' },
  uri_fragment: { en: 'has a fragment (#)', zh: '带有片段（#）' },
  uri_user: { en: 'has a user name or password', zh: '带有用户名或密码' },
  uri_character: {
    en: 'has a space, a backslash or an asterisk: addresses are compared character by character, without wildcards',
    zh: '含有空格、反斜杠或星号：地址逐字符比较，不支持通配符',
  },
  uri_http: {
    en: 'is http, which is for loopback addresses only: use https',
    zh: '是 http，只有本机地址才可以：请用 https',
  },
  uri_scheme: {
    en: 'is neither https nor http: only native applications have schemes of their own',
    zh: '既不是 https 也不是 http：只有原生应用才可以用自己的协议',
  },
  uri_scheme_dot: {
    en: 'has a scheme without a dot: write your domain in reverse, such as com.example.app:',
    zh: '的协议里没有点：请把域名倒过来写，例如 com.example.app:',
  },
  uri_loopback_https: {
    en: 'is https on a loopback address: native applications use http there',
    zh: '是本机地址上的 https：原生应用在本机用 http',
  },
  uri_loopback_form: {
    en: 'must name the loopback address as 127.0.0.1, [::1] or localhost',
    zh: '的本机地址应写成 127.0.0.1、[::1] 或 localhost',
  },
  redirect_wanted: { en: 'must name at least one address', zh: '至少要有一个地址' },
  pkce_wanted: {
    en: 'must be true for a client without a secret',
    zh: '对没有密钥的客户端只能是 true',
  },
  grant_wanted: {
    en: 'must contain authorization_code or urn:ietf:params:oauth:grant-type:device_code',
    zh: '应包含 authorization_code 或 urn:ietf:params:oauth:grant-type:device_code',
  },
  email_domain_wanted: {
    en: 'must be set where the scope contains email',
    zh: '在 scope 包含 email 时必须填写',
  },
  secret_public: {
    en: 'must not be set for a client without a secret (token_endpoint_auth_method none)',
    zh: '不能用于没有密钥的客户端（token_endpoint_auth_method 为 none）',
  },
  of_the_file: {
    en: 'The client {id} is from CLIENTS_FILE: change it there, and restart.',
    zh: '客户端 {id} 来自 CLIENTS_FILE：请在那个文件里修改，然后重启。',
  },
  no_secret: {
    en: 'The client {id} has no secret (token_endpoint_auth_method none).',
    zh: '客户端 {id} 没有密钥（token_endpoint_auth_method 为 none）。',
  },
  unknown_client: { en: 'There is no client {id}.', zh: '没有 {id} 这个客户端。' },
  file_missing: {
    en: 'CLIENTS_FILE names a file that is not there: {path}.',
    zh: 'CLIENTS_FILE 指向的文件不存在：{path}。',
  },
  file_not_read: {
    en: 'The file of CLIENTS_FILE cannot be read ({failure}): {path}.',
    zh: '无法读取 CLIENTS_FILE 的文件（{failure}）：{path}。',
  },
  file_too_large: {
    en: 'The file of CLIENTS_FILE has more than 1 MB: {path}.',
    zh: 'CLIENTS_FILE 的文件超过 1 MB：{path}。',
  },
  file_no_list: {
    en: 'The file of CLIENTS_FILE must be a JSON array of clients, such as {example}: {path}.',
    zh: 'CLIENTS_FILE 的文件应为客户端的 JSON 数组，例如 {example}：{path}。',
  },
  file_fault: {
    en: 'CLIENTS_FILE ({path}), client {client}: {fault}.',
    zh: 'CLIENTS_FILE（{path}）的客户端 {client}：{fault}。',
  },
  client_number: { en: 'number {n}', zh: '第 {n} 个' },
  file_client_gone: {
    en: 'The client {id} stands in CLIENTS_FILE no more, and is removed with its tokens.',
    zh: 'CLIENTS_FILE 里已没有客户端 {id}，它和它的令牌已一并删除。',
  },
} as const satisfies MessageTable;

/** What each member takes, as the end of "… must be …". */
export const MEMBER_WANTS = {
  client_id: {
    en: '1 to 128 letters, digits, dots, tildes, hyphens and underscores, the first a letter or a digit',
    zh: ' 1 到 128 个字母、数字、点、波浪号、连字符或下划线，第一个是字母或数字',
  },
  client_name: {
    en: 'the name that people know: 1 to 60 characters in one line',
    zh: '用户认得的名称：1 到 60 个字符，不换行',
  },
  client_secret: {
    en: '32 to 512 visible ASCII characters that nobody can guess, such as openssl rand -base64 32 makes',
    zh: ' 32 到 512 个别人猜不到的可见 ASCII 字符，例如 openssl rand -base64 32 的输出',
  },
  application_type: { en: 'web or native', zh: ' web 或 native' },
  redirect_uris: {
    en: 'a list of at most 50 addresses of at most 2,000 characters',
    zh: '地址列表：最多 50 个，每个最多 2000 个字符',
  },
  post_logout_redirect_uris: {
    en: 'a list of at most 50 addresses of at most 2,000 characters',
    zh: '地址列表：最多 50 个，每个最多 2000 个字符',
  },
  backchannel_logout_uri: {
    en: 'an https address, or http on a loopback or private address, without user, password and fragment',
    zh: ' https 地址（本机和内网可用 http），不带用户名、密码和片段',
  },
  token_endpoint_auth_method: {
    en: 'client_secret_basic, client_secret_post or none',
    zh: ' client_secret_basic、client_secret_post 或 none',
  },
  grant_types: {
    en: 'a list of authorization_code, refresh_token, urn:ietf:params:oauth:grant-type:device_code',
    zh: '列表，可以有 authorization_code、refresh_token、urn:ietf:params:oauth:grant-type:device_code',
  },
  response_types: { en: '["code"], or left out', zh: ' ["code"]，或者不写' },
  id_token_signed_response_alg: { en: 'RS256 or ES256', zh: ' RS256 或 ES256' },
  scope: {
    en: 'some of openid, profile, offline_access, wechat, email with spaces between them, openid among them',
    zh: ' openid、profile、offline_access、wechat、email 中的几个，用空格隔开，其中必须有 openid',
  },
  require_pkce: { en: 'true or false', zh: ' true 或 false' },
  email_domain: {
    en: 'a domain such as users.example.com',
    zh: '域名，例如 users.example.com',
  },
  claims_in_id_token: { en: 'true or false', zh: ' true 或 false' },
} as const satisfies MessageTable;
