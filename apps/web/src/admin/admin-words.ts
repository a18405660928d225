import type { IdentityProvider, Language, MethodStatistics, SceneLosses } from '@maqiao/shared';

type Loss = { [Step in keyof SceneLosses]: keyof SceneLosses[Step] }[keyof SceneLosses];

/** Every sentence of the owner's page that is not an error's. `{…}` is filled in. */
export interface AdminWords {
  title: string;
  keyLabel: string;
  keyHelp: string;
  open: string;
  opening: string;
  wrongKey: string;
  noKeySet: string;
  openedWith: string;
  oldKey: string;
  offline: string;
  failed: string;
  tryAgain: string;
  leave: string;
  apiDocs: string;
  refresh: string;
  asOf: string;
  period: string;
  days: string;
  signIns: string;
  signInsPlot: string;
  mostInOneDay: string;
  noSignIns: string;
  onDay: string;
  funnel: string;
  funnelEmpty: string;
  created: string;
  scanned: string;
  confirmed: string;
  claimed: string;
  ofCreated: string;
  gaveUp: string;
  losses: Record<Loss, string>;
  expired: { pending: string; scanned: string; confirmed: string };
  wechat: string;
  wechatFine: string;
  wechatNone: string;
  wechatShare: string;
  stale: string;
  endpoints: Record<string, string>;
  methods: string;
  methodHead: string;
  methodColumns: Record<Exclude<keyof MethodStatistics, 'method' | 'kind'>, string>;
  errorHead: string;
  countHead: string;
  people: string;
  peopleNumbers: string;
  search: string;
  searchHelp: string;
  providers: Record<IdentityProvider, string>;
  onlyBlocked: string;
  noPeople: string;
  nobodyFound: string;
  noNickname: string;
  blockedMark: string;
  lastSignIn: string;
  browsers: string;
  nowhere: string;
  block: string;
  blockReally: string;
  keep: string;
  unblock: string;
  more: string;
  shown: string;
  loading: string;
}

export const ADMIN_WORDS: Record<Language, AdminWords> = {
  zh: {
    title: '管理',
    keyLabel: '站长密钥（ADMIN_KEY）',
    keyHelp: '只留在这个页面的内存里，关掉或刷新就没有了。',
    open: '打开',
    opening: '正在打开…',
    wrongKey: '密钥不对。它在服务器的 .env 里，名字是 ADMIN_KEY；还没有这一项的话，用 SITE_API_KEY。',
    noKeySet: '服务器还没有设置 ADMIN_KEY。把 openssl rand -base64 32 的输出写进 .env，重启后再来。',
    openedWith: '密钥：{name}',
    oldKey:
      '你用的是后端的 SITE_API_KEY。下个版本起，只有 ADMIN_KEY 能打开这里：用 openssl rand -base64 32 生成一个，写进 .env 的 ADMIN_KEY，然后重启。',
    offline: '连不上服务器，请检查网络后再试。',
    failed: '没有成功，请再试一次。',
    tryAgain: '再试一次',
    leave: '退出管理',
    apiDocs: '接口文档',
    refresh: '刷新',
    asOf: '截至 {time}',
    period: '时间',
    days: '最近 {n} 天',
    signIns: '登录',
    signInsPlot: '每天登录次数',
    mostInOneDay: '最多的一天：{n} 次',
    noSignIns: '这段时间还没有人登录。把登录页的地址发给第一个人试试。',
    onDay: '{day}：{n} 次',
    funnel: '走到哪一步',
    funnelEmpty: '有人打开登录页以后，这里会显示每一步有多少人走到。',
    created: '显示了小程序码',
    scanned: '扫了码',
    confirmed: '点了确认',
    claimed: '登录成功',
    ofCreated: '{n}%',
    gaveUp: '停在这里：',
    losses: {
      cancelled: '换码或离开 {n}',
      expired: '',
      rejected: '在手机上拒绝 {n}',
      numberMismatch: '数字输错 {n}',
    },
    expired: {
      pending: '没有人扫码 {n}',
      scanned: '扫码后没有操作 {n}',
      confirmed: '网页没有领取 {n}',
    },
    wechat: '微信接口',
    wechatFine: '调用 {n} 次，没有出错。',
    wechatNone: '这段时间没有调用过微信。',
    wechatShare: '调用 {calls} 次，出错 {errors} 次。原因和办法写在服务器的日志里。',
    stale: '接口凭证过期，已自动换新',
    endpoints: {
      getwxacodeunlimit: '获取小程序码',
      jscode2session: '识别用户',
      qrcode_create: '获取公众号的码',
      user_info: '读取关注者',
      get_current_autoreply_info: '读取自动回复',
      get_current_selfmenu_info: '读取菜单',
      stable_token: '获取接口凭证',
    },
    methods: '用了哪些方式',
    methodHead: '登录方式',
    methodColumns: {
      signedIn: '登录',
      begun: '开始',
      declined: '拒绝',
      failed: '失败',
      cancelled: '换码或离开',
      expired: '过期',
    },
    errorHead: '错误',
    countHead: '次数',
    people: '用户',
    peopleNumbers: '共 {total} 人，这段时间新增 {new} 人，已封禁 {blocked} 人',
    search: '查找用户',
    searchHelp: '昵称的一部分，或完整的 id、openid、unionid',
    providers: {
      'wechat-mini-program': '小程序',
      'wechat-official-account': '公众号',
      'wechat-website': '网站应用',
    },
    onlyBlocked: '只看已封禁的',
    noPeople: '还没有人登录过。',
    nobodyFound: '没有找到。昵称可以只写一部分，id、openid 和 unionid 要写完整。',
    noNickname: '没有昵称',
    blockedMark: '已封禁',
    lastSignIn: '最近登录 {time}',
    browsers: '{n} 个浏览器已登录',
    nowhere: '当前没有登录',
    block: '封禁',
    blockReally: '封禁并退出所有登录',
    keep: '取消',
    unblock: '解封',
    more: '显示更多',
    shown: '显示 {shown} / {total} 人',
    loading: '正在读取…',
  },
  en: {
    title: 'Admin',
    keyLabel: 'The owner’s key (ADMIN_KEY)',
    keyHelp: 'It stays in the memory of this page, and is gone when you close or reload it.',
    open: 'Open',
    opening: 'Opening…',
    wrongKey:
      'That is not the key. It is in the server’s .env, under ADMIN_KEY; where there is none yet, SITE_API_KEY.',
    noKeySet:
      'The server has no ADMIN_KEY yet. Write what openssl rand -base64 32 prints into .env, and restart.',
    openedWith: 'Key: {name}',
    oldKey:
      'You came in with SITE_API_KEY, the key of your backend. From the next version on only ADMIN_KEY opens this page: make one with openssl rand -base64 32, put it into .env as ADMIN_KEY, and restart.',
    offline: 'The server cannot be reached. Check the network and try again.',
    failed: 'That did not work. Please try again.',
    tryAgain: 'Try again',
    leave: 'Lock',
    apiDocs: 'Documentation of the calls',
    refresh: 'Refresh',
    asOf: 'As of {time}',
    period: 'Period',
    days: 'Last {n} days',
    signIns: 'Sign-ins',
    signInsPlot: 'Sign-ins by day',
    mostInOneDay: 'Most in one day: {n}',
    noSignIns: 'Nobody has signed in during this time. Send the address of the login page to a first person.',
    onDay: '{day}: {n}',
    funnel: 'How far they got',
    funnelEmpty: 'Once somebody opens the login page, this shows how many got to each step.',
    created: 'Saw a code',
    scanned: 'Scanned it',
    confirmed: 'Confirmed',
    claimed: 'Signed in',
    ofCreated: '{n}%',
    gaveUp: 'Stopped here: ',
    losses: {
      cancelled: 'new code or left {n}',
      expired: '',
      rejected: 'declined on the phone {n}',
      numberMismatch: 'wrong number {n}',
    },
    expired: {
      pending: 'nobody scanned {n}',
      scanned: 'not decided {n}',
      confirmed: 'page never came for it {n}',
    },
    wechat: 'WeChat',
    wechatFine: '{n} calls, no errors.',
    wechatNone: 'WeChat was not called during this time.',
    wechatShare: '{calls} calls, {errors} errors. The server’s log says why, and what to do.',
    stale: 'Access had ended, and was renewed',
    endpoints: {
      getwxacodeunlimit: 'Get a code',
      jscode2session: 'Ask who it is',
      qrcode_create: 'Code of the official account',
      user_info: 'Read a follower',
      get_current_autoreply_info: 'Read the automatic replies',
      get_current_selfmenu_info: 'Read the menu',
      stable_token: 'Get access',
    },
    methods: 'Which ways are used',
    methodHead: 'Method',
    methodColumns: {
      signedIn: 'Signed in',
      begun: 'Begun',
      declined: 'Declined',
      failed: 'Failed',
      cancelled: 'New code or left',
      expired: 'Expired',
    },
    errorHead: 'What happened',
    countHead: 'Times',
    people: 'People',
    peopleNumbers: '{total} in all, {new} new during this time, {blocked} blocked',
    search: 'Find people',
    searchHelp: 'Part of a nickname, or a whole id, openid or unionid',
    providers: {
      'wechat-mini-program': 'Mini program',
      'wechat-official-account': 'Official account',
      'wechat-website': 'Website app',
    },
    onlyBlocked: 'Only blocked',
    noPeople: 'Nobody has signed in yet.',
    nobodyFound: 'Nobody found. A part of the nickname is enough; ids, openids and unionids must be whole.',
    noNickname: 'No nickname',
    blockedMark: 'Blocked',
    lastSignIn: 'Last sign-in {time}',
    browsers: 'Browsers signed in: {n}',
    nowhere: 'Not signed in now',
    block: 'Block',
    blockReally: 'Block, and sign out everywhere',
    keep: 'Do not block',
    unblock: 'Unblock',
    more: 'Show more',
    shown: '{shown} of {total} shown',
    loading: 'Loading…',
  },
};
