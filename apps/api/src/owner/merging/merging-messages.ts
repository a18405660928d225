import type { MergeRefusal } from '@maqiao/shared';
import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** Why two users are not merged, or not separated. */
export const mergingMessages = {
  same_user: { en: 'Both ids are of one user.', zh: '两个 id 是同一个用户的。' },
  gave_way: {
    en: 'The user who would give way has done so already: undo that merge first.',
    zh: '前一个用户已经并入别的用户：请先撤销那次合并。',
  },
  into_gave_way: {
    en: 'The user who would remain has given way to another: merge into that one.',
    zh: '后一个用户已经并入别的用户：请合并到那个用户。',
  },
  blocked: { en: 'One of the two is blocked: unblock first.', zh: '其中一个用户被封禁：请先解封。' },
  too_late: { en: 'A merge can be undone for 30 days.', zh: '合并只能在 30 天之内撤销。' },
  last_identity: {
    en: 'The user who remains would have no WeChat identity left.',
    zh: '撤销后，保留的用户就没有微信身份了。',
  },
} as const satisfies MessageTable & Record<MergeRefusal, unknown>;
