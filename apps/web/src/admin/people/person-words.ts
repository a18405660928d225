import type { Language } from '@maqiao/shared';

/** The sentences about one person. `{…}` is filled in. */
export interface PersonWords {
  open: string;
  back: string;
  externalId: string;
  noWaysIn: string;
  signOutAll: string;
  signOutAllReally: string;
  exportAll: string;
  exporting: string;
  remove: string;
  removeReally: string;
  removed: string;
  keep: string;
  waysIn: string;
  lastUsed: string;
  move: string;
  moveTo: string;
  merge: string;
  mergeAbout: string;
  mergeInto: string;
  otherHelp: string;
  look: string;
  nobody: string;
  moves: string;
  losesLast: string;
  alreadyThere: string;
  clientsTouched: string;
  ends: string;
  sure: string;
  moveReally: string;
  mergeWhat: string;
  mergeReally: string;
  sameUnionid: string;
  noSameUnionid: string;
  sessions: string;
  noSessions: string;
  lastSeen: string;
  unknownBrowser: string;
  signOut: string;
  signOutReally: string;
  clients: string;
  noClients: string;
  protectedSite: string;
  agreed: string;
  endClient: string;
  endClientReally: string;
  audit: string;
  noEvents: string;
  newestEvents: string;
}

export const PERSON_WORDS: Record<Language, PersonWords> = {
  zh: {
    open: '详情',
    back: '返回用户列表',
    externalId: '原有编号',
    noWaysIn: '没有登录方式，没有人能以这个用户登录。',
    signOutAll: '全部退出',
    signOutAllReally: '确定全部退出',
    exportAll: '导出全部内容',
    exporting: '正在导出…',
    remove: '删除账号',
    removeReally: '永久删除',
    removed: '账号已删除。',
    keep: '先不',
    waysIn: '登录方式',
    lastUsed: '最近使用 {time}',
    move: '移给别的用户',
    moveTo: '移给哪个用户',
    merge: '合并',
    mergeAbout: '这个用户和另一个用户是同一个人时，把这个用户并入那一个。30 天之内可以撤销。',
    mergeInto: '并入哪个用户',
    otherHelp: '写完整的 id、openid、unionid 或原有编号',
    look: '先看看会怎样',
    nobody: '没有找到这个用户，或者不止一个。',
    moves: '一起移动：',
    losesLast: '这是最后一种登录方式。移走后没有人能以这个用户登录；是同一个人的话，请改用合并。',
    alreadyThere: '对方在同一个账号已有、仍然可以登录的身份：',
    clientsTouched: '认识其中一个的应用和网站：{names}',
    ends: '这个用户会退出登录的浏览器：{n} 个',
    sure: '请先确认提出要求的就是本人。',
    moveReally: '确定移给 {name}',
    mergeWhat: '全部微信身份移到 {name}，以后用它们登录的就是那个用户。',
    mergeReally: '确定并入 {name}',
    sameUnionid: '两个用户的 unionid 相同，微信认为是同一个人。',
    noSameUnionid: '两个用户没有相同的 unionid，是不是同一个人只能由你判断。',
    sessions: '已登录的浏览器',
    noSessions: '当前没有登录。',
    lastSeen: '最近活动 {time}',
    unknownBrowser: '未知的浏览器',
    signOut: '退出',
    signOutReally: '确定退出',
    clients: '认识这个人的应用和网站',
    noClients: '没有。',
    protectedSite: '受保护的网站',
    agreed: '同意于 {time}',
    endClient: '收回',
    endClientReally: '确定收回',
    audit: '安全记录',
    noEvents: '最近 90 天没有记录。',
    newestEvents: '最新的 50 条',
  },
  en: {
    open: 'Details',
    back: 'Back to the list',
    externalId: 'Id of your own system',
    noWaysIn: 'No way to sign in: nobody can sign in as this user.',
    signOutAll: 'Sign out everywhere',
    signOutAllReally: 'Sign them out',
    exportAll: 'Export everything',
    exporting: 'Exporting…',
    remove: 'Delete the account',
    removeReally: 'Delete it for good',
    removed: 'The account is deleted.',
    keep: 'Not now',
    waysIn: 'Ways to sign in',
    lastUsed: 'Last used {time}',
    move: 'Move to another user',
    moveTo: 'The user who gets it',
    merge: 'Merge',
    mergeAbout:
      'Where this user and another are one person, this one can give way to the other. It can be undone for 30 days.',
    mergeInto: 'The user who remains',
    otherHelp: 'A whole id, openid, unionid or id of your own system',
    look: 'See what it does',
    nobody: 'There is no such user, or more than one.',
    moves: 'These move together:',
    losesLast:
      'It is the last way to sign in: nobody can sign in as this user afterwards. If the two are one person, merge them instead.',
    alreadyThere: 'What the other has at the same account already, and goes on to sign in with:',
    clientsTouched: 'Apps and sites that know one of them: {names}',
    ends: 'Browsers of this user that are signed out: {n}',
    sure: 'Be sure first that the person who asks is the person.',
    moveReally: 'Move it to {name}',
    mergeWhat: 'Every WeChat identity moves to {name}, and signs in there from then on.',
    mergeReally: 'Merge into {name}',
    sameUnionid: 'Both have the same unionid: WeChat says that they are one person.',
    noSameUnionid: 'They share no unionid: nothing but you says that they are one person.',
    sessions: 'Signed-in browsers',
    noSessions: 'Not signed in now.',
    lastSeen: 'Last seen {time}',
    unknownBrowser: 'Unknown browser',
    signOut: 'Sign out',
    signOutReally: 'Sign it out',
    clients: 'Apps and sites that know them',
    noClients: 'None.',
    protectedSite: 'protected site',
    agreed: 'agreed {time}',
    endClient: 'Take back',
    endClientReally: 'Take it back',
    audit: 'Audit log',
    noEvents: 'Nothing in the last 90 days.',
    newestEvents: 'The newest 50 entries',
  },
};
