import type { CLIENT_SCOPES, ClientKind, Language } from '@maqiao/shared';

/** What an owner chooses among: `openid` is always there. */
type Scope = Exclude<(typeof CLIENT_SCOPES)[number], 'openid'>;

/** Sentences of the owner's page about OpenID Connect clients. `{…}` is filled in. */
export interface ClientWords {
  overview: string;
  clients: string;
  about: string;
  none: string;
  add: string;
  cancel: string;
  register: string;
  registering: string;
  name: string;
  nameHelp: string;
  kind: string;
  kinds: Record<ClientKind, string>;
  redirectUris: string;
  redirectHelp: string;
  more: string;
  id: string;
  idHelp: string;
  afterLogout: string;
  backchannel: string;
  authMethod: string;
  withoutPkce: string;
  claimsInIdToken: string;
  fields: Record<string, string>;
  eachHelp: string;
  takenBackHelp: string;
  scopes: Record<Scope, string>;
  emailDomainHelp: string;
  grants: Record<'authorization_code' | 'refresh_token' | 'device_code', string>;
  change: string;
  changeTitle: string;
  stays: string;
  save: string;
  saving: string;
  saved: string;
  notSaved: string;
  fromFile: string;
  show: string;
  hide: string;
  registeredOn: string;
  secretTitle: string;
  secretOnce: string;
  secretStored: string;
  secretSince: string;
  secretUntil: string;
  noSecret: string;
  copy: string;
  copied: string;
  copySelf: string;
  blockFor: string;
  generic: string;
  placeholder: string;
  rotate: string;
  rotateAsk: string;
  rotateReally: string;
  remove: string;
  removeAsk: string;
  removeReally: string;
  keep: string;
}

export const CLIENT_WORDS: Record<Language, ClientWords> = {
  zh: {
    overview: '概览',
    clients: '接入应用',
    about:
      '任何支持 OpenID Connect 的网站或程序都可以用这里的微信登录：先登记，再把下面的内容填到它的设置里。',
    none: '还没有登记任何应用。',
    add: '登记应用',
    cancel: '取消',
    register: '登记',
    registering: '正在登记…',
    name: '名称',
    nameHelp: '用户登录时在网页和手机上看到的名称',
    kind: '类型',
    kinds: {
      website: '有后端的网站',
      page: '没有后端的网页',
      app: '手机或电脑应用',
      device: '电视、命令行等设备',
    },
    redirectUris: '回调地址',
    redirectHelp: '每行一个，必须与程序发来的完全一致；除本机地址外都用 https',
    more: '更多设置',
    id: '客户端 ID',
    idHelp: '不写就自动生成',
    afterLogout: '退出后的地址',
    backchannel: '退出通知地址',
    authMethod: '密钥发送方式',
    withoutPkce: '程序不支持 PKCE',
    claimsInIdToken: '程序只读 ID 令牌：昵称、头像也写进去',
    fields: {
      client_id: '客户端 ID',
      client_name: '名称',
      redirect_uris: '回调地址',
      post_logout_redirect_uris: '退出后的地址',
      backchannel_logout_uri: '退出通知地址',
      require_pkce: 'PKCE',
      token_endpoint_auth_method: '密钥发送方式',
      grant_types: '授权类型',
      id_token_signed_response_alg: 'ID 令牌的签名算法',
      scope: '可以请求的范围（scope）',
      email_domain: '占位邮箱的域名',
    },
    eachHelp: '每行一个',
    takenBackHelp: '留空就是不用',
    scopes: {
      profile: '昵称和头像',
      wechat: '微信的 openid 和 unionid',
      email: '占位邮箱，没有人收信',
      offline_access: '用户退出后继续访问',
    },
    emailDomainHelp: '选了 email 才需要，例如 users.example.com',
    grants: {
      authorization_code: '在浏览器里登录',
      refresh_token: '更新令牌',
      device_code: '没有浏览器的设备',
    },
    change: '修改',
    changeTitle: '修改 {name}',
    stays: '客户端 ID {id} 不能修改。是网站还是应用、有没有密钥，这里也不能改：需要别的，请另外登记一个。',
    save: '保存',
    saving: '正在保存…',
    saved: '已保存',
    notSaved: '没有保存。请修改上面标出的内容。',
    fromFile: '来自 CLIENTS_FILE，只能在那个文件里修改',
    show: '查看',
    hide: '收起',
    registeredOn: '{time} 登记',
    secretTitle: '{name} 的密钥',
    secretOnce: '密钥只显示这一次。请现在就放到程序读取的地方，不要放在别处。',
    secretStored: '已保存好',
    secretSince: '密钥：{time} 起使用',
    secretUntil: '旧密钥：{time} 前仍可用',
    noSecret: '没有密钥',
    copy: '复制',
    copied: '已复制',
    copySelf: '已选中，请按 Ctrl+C 复制',
    blockFor: '填到哪里',
    generic: '通用',
    placeholder: '<客户端密钥>',
    rotate: '换密钥',
    rotateAsk: '旧密钥还能再用 24 小时，请在这段时间里换好。',
    rotateReally: '生成新密钥',
    remove: '删除',
    removeAsk: '删除后，没有人能再登录 {name}，它的令牌会立即失效。',
    removeReally: '确定删除',
    keep: '取消',
  },
  en: {
    overview: 'Overview',
    clients: 'Clients',
    about:
      'Any site or program that speaks OpenID Connect can sign people in here: register it, then enter on its side what is shown below.',
    none: 'No client is registered yet.',
    add: 'Register a client',
    cancel: 'Cancel',
    register: 'Register',
    registering: 'Registering…',
    name: 'Name',
    nameHelp: 'What people see on the page and on the phone when they sign in',
    kind: 'Kind',
    kinds: {
      website: 'Website with a backend',
      page: 'Page without a backend',
      app: 'App of a phone or a desktop',
      device: 'Television, command line',
    },
    redirectUris: 'Redirect URIs',
    redirectHelp: 'One a line, exactly as the program sends it; https, but on a loopback address',
    more: 'More',
    id: 'Client ID',
    idHelp: 'Made up unless you write one',
    afterLogout: 'Addresses after sign-out',
    backchannel: 'Address that is told of sign-outs',
    authMethod: 'How the secret is sent',
    withoutPkce: 'The program cannot do PKCE',
    claimsInIdToken: 'The program reads the ID token only: put name and picture there',
    fields: {
      client_id: 'Client ID',
      client_name: 'Name',
      redirect_uris: 'Redirect URI',
      post_logout_redirect_uris: 'Address after sign-out',
      backchannel_logout_uri: 'Address that is told of sign-outs',
      require_pkce: 'PKCE',
      token_endpoint_auth_method: 'How the secret is sent',
      grant_types: 'Grant types',
      id_token_signed_response_alg: 'Signature of ID tokens',
      scope: 'What it may ask for (scope)',
      email_domain: 'Domain of the placeholder address',
    },
    eachHelp: 'One a line',
    takenBackHelp: 'Empty: none',
    scopes: {
      profile: 'nickname and picture',
      wechat: 'openid and unionid of WeChat',
      email: 'a placeholder address that nobody reads',
      offline_access: 'access that goes on after people sign out',
    },
    emailDomainHelp: 'Only with email, such as users.example.com',
    grants: {
      authorization_code: 'sign-in in the browser',
      refresh_token: 'new tokens for old',
      device_code: 'devices without a browser',
    },
    change: 'Change',
    changeTitle: 'Change {name}',
    stays:
      'The client ID {id} cannot be changed. Whether this is a site or an app, and whether it has a secret, cannot be changed here: for that, register another client.',
    save: 'Save',
    saving: 'Saving…',
    saved: 'Saved',
    notSaved: 'Nothing was saved: mend what is marked above.',
    fromFile: 'From CLIENTS_FILE, and changed only there',
    show: 'Show',
    hide: 'Hide',
    registeredOn: 'Registered {time}',
    secretTitle: 'The secret of {name}',
    secretOnce: 'It is shown this once. Put it where the program reads it now, and nowhere else.',
    secretStored: 'I have it',
    secretSince: 'Secret: since {time}',
    secretUntil: 'The secret before: until {time}',
    noSecret: 'Has no secret',
    copy: 'Copy',
    copied: 'Copied',
    copySelf: 'Selected: press Ctrl+C',
    blockFor: 'Where it goes',
    generic: 'Any program',
    placeholder: '<client secret>',
    rotate: 'New secret',
    rotateAsk: 'The secret before it is accepted for 24 more hours: change it over in that time.',
    rotateReally: 'Make a new secret',
    remove: 'Remove',
    removeAsk: 'Nobody could sign in to {name} any more, and its tokens would end at once.',
    removeReally: 'Remove it',
    keep: 'Cancel',
  },
};
