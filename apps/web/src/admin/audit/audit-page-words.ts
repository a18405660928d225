import type { Language, SecurityEventActor } from '@maqiao/shared';

/** The sentences about everybody’s audit log. `{…}` is filled in. */
export interface AuditPageWords {
  title: string;
  about: string;
  filter: string;
  user: string;
  userHelp: string;
  kind: string;
  method: string;
  client: string;
  clientHelp: string;
  from: string;
  to: string;
  any: string;
  clear: string;
  none: string;
  noneFound: string;
  shown: string;
  older: string;
  end: string;
  by: Record<SecurityEventActor, string>;
  notMe: string;
  ofMethod: string;
  ofClient: string;
  ofIdentity: string;
  formerly: string;
  openPerson: string;
  ofPerson: string;
}

export const AUDIT_PAGE_WORDS: Record<Language, AuditPageWords> = {
  zh: {
    title: '安全记录',
    about: '全部用户最近 90 天的登录记录，新的在前。合并过的用户算一个人。',
    filter: '筛选',
    user: '用户 id',
    userHelp: '在“概览”的用户列表里可以找到',
    kind: '事件',
    method: '登录方式',
    client: '应用',
    clientHelp: '应用的 id，或完整的名称',
    from: '从',
    to: '到',
    any: '全部',
    clear: '清除筛选',
    none: '还没有记录。有人扫码或登录以后，会记在这里。',
    noneFound: '没有符合条件的记录。',
    shown: '已显示 {n} 条',
    older: '更早的记录',
    end: '没有更早的了',
    by: {
      browser: '在浏览器里',
      phone: '在手机上',
      page: '在账号页上',
      all: '全部退出',
      you: '这个人扫得晚',
      other: '这个人扫得早',
    },
    notMe: '本人说“不是我”',
    ofMethod: '方式：{name}',
    ofClient: '应用：{name}',
    ofIdentity: '微信身份 {id}',
    formerly: '原用户 {id}',
    openPerson: '查看用户 {name}',
    ofPerson: '安全记录',
  },
  en: {
    title: 'Audit log',
    about:
      'What happened to everybody’s sign-ins in the last 90 days, newest first. Users who were merged count as one person.',
    filter: 'Filter',
    user: 'User id',
    userHelp: 'The list of people in "Overview" has it',
    kind: 'What happened',
    method: 'Method',
    client: 'Client',
    clientHelp: 'The id of a client, or its whole name',
    from: 'From',
    to: 'To',
    any: 'All',
    clear: 'Clear the filter',
    none: 'Nothing yet. It begins when somebody scans a code or signs in.',
    noneFound: 'No entry fits.',
    shown: '{n} shown',
    older: 'Earlier',
    end: 'Nothing earlier',
    by: {
      browser: 'in the browser',
      phone: 'from the phone',
      page: 'from the account page',
      all: 'everywhere',
      you: 'this person came second',
      other: 'this person came first',
    },
    notMe: 'said "not me"',
    ofMethod: 'Method: {name}',
    ofClient: 'Client: {name}',
    ofIdentity: 'WeChat identity {id}',
    formerly: 'formerly user {id}',
    openPerson: 'Show the person {name}',
    ofPerson: 'Audit log',
  },
};
