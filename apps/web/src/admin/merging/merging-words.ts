import type { Language } from '@maqiao/shared';

/** The sentences about users who are one person. `{…}` is filled in. */
export interface MergingWords {
  title: string;
  why: string;
  pairs: string;
  more: string;
  remains: string;
  givesWay: string;
  swap: string;
  clients: string;
  knowsOne: string;
  knowsBoth: string;
  noClients: string;
  merge: string;
  what: string;
  ends: string;
  keep: string;
  mergeReally: string;
  recent: string;
  merged: string;
  until: string;
  undo: string;
  undoWhat: string;
  undoReally: string;
  mergedMark: string;
}

export const MERGING_WORDS: Record<Language, MergingWords> = {
  zh: {
    title: '是同一个人的用户',
    why: '微信为这些用户给出了相同的 unionid，是同一个人。码桥不会自行合并，因为别的程序那里可能各有一个账号。',
    pairs: '共 {n} 对',
    more: '显示了最新的 {shown} 对',
    remains: '保留',
    givesWay: '并入',
    swap: '换成保留另一个',
    clients: '认识他们的应用和网站',
    knowsOne: '只认识其中一个：{id}',
    knowsBoth: '两个都认识',
    noClients: '没有应用或网站认识他们',
    merge: '合并',
    what: '并入的用户，其微信身份全部移到保留的用户，以后登录就是保留的用户。30 天之内可以撤销。',
    ends: '会退出登录的浏览器：{n} 个',
    keep: '先不',
    mergeReally: '确定合并',
    recent: '最近 30 天的合并',
    merged: '{from} 已并入 {into}',
    until: '可以撤销到 {time}',
    undo: '撤销合并',
    undoWhat: '移走的微信身份会还回去，两个用户的登录全部退出。',
    undoReally: '确定撤销',
    mergedMark: '已并入 {id}',
  },
  en: {
    title: 'Users who are one person',
    why: 'WeChat gives these users the same unionid: they are one person. Nothing is merged by itself, because programs may have an account for each of the two.',
    pairs: 'Pairs: {n}',
    more: 'the newest {shown} are shown',
    remains: 'Remains',
    givesWay: 'Gives way',
    swap: 'Let the other one remain',
    clients: 'Apps and sites that know them',
    knowsOne: 'knows one of them: {id}',
    knowsBoth: 'knows both',
    noClients: 'No app or site knows them',
    merge: 'Merge',
    what: 'Every WeChat identity of the one who gives way moves to the one who remains, and signs in there from then on. It can be undone for 30 days.',
    ends: 'Browsers that are signed out: {n}',
    keep: 'Not now',
    mergeReally: 'Merge them',
    recent: 'Merged in the last 30 days',
    merged: '{from} has given way to {into}',
    until: 'can be undone until {time}',
    undo: 'Undo the merge',
    undoWhat: 'The WeChat identities that were moved go back, and both users are signed out everywhere.',
    undoReally: 'Undo it',
    mergedMark: 'merged into {id}',
  },
};
