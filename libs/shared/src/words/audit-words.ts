import type { SecurityEventKind } from '../audit-types.ts';
import type { Language } from '../error-words.ts';

/** What happened, for the site's owner. The phone has words of its own, which speak to the person. */
export const AUDIT_WORDS: Record<SecurityEventKind, Record<Language, string>> = {
  scanned: { zh: '扫了登录码', en: 'Scanned a code' },
  confirmed: { zh: '确认登录', en: 'Confirmed' },
  rejected: { zh: '拒绝登录', en: 'Declined' },
  taken: { zh: '两个人扫了同一个码', en: 'Code scanned by two people' },
  number_mismatch: { zh: '数字输错', en: 'Wrong number' },
  signed_in: { zh: '登录', en: 'Signed in' },
  signed_out: { zh: '退出登录', en: 'Signed out' },
  refresh_reused: { zh: '旧的登录凭证又被使用', en: 'Old cookie used again' },
  identity_conflict: { zh: '微信身份冲突', en: 'WeChat identities in conflict' },
  client_allowed: { zh: '同意了一个应用', en: 'Allowed a client' },
  identity_linked: { zh: '添加了微信身份', en: 'WeChat identity added' },
  identity_removed: { zh: '移除了微信身份', en: 'WeChat identity removed' },
  stepped_up: { zh: '再次确认了身份', en: 'Proved again who they are' },
  app_ended: { zh: '结束了一个应用的授权', en: 'Ended a client’s access' },
  merged: { zh: '用户被合并', en: 'Users merged' },
  unmerged: { zh: '撤销合并', en: 'Merge undone' },
};
