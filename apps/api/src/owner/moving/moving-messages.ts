import type { MoveRefusal } from '@maqiao/shared';
import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** Why an identity is not moved. */
export const movingMessages = {
  same_user: { en: 'Both ids are of one user.', zh: '两个 id 是同一个用户的。' },
  not_theirs: { en: 'The user has no such WeChat identity.', zh: '这个用户没有这个微信身份。' },
  gave_way: {
    en: 'The user who would get it has given way in a merge: name the one who remains.',
    zh: '接收的用户已经并入别的用户：请写保留的那个用户。',
  },
  blocked: { en: 'One of the two is blocked: unblock first.', zh: '其中一个用户被封禁：请先解封。' },
  last_identity: {
    en: 'The user would have no way to sign in. If the two are one person, merge them instead; to move it all the same, say so (--even-if-last, or "evenIfLast").',
    zh: '移走后这个用户就没有办法登录了。如果两个用户是同一个人，请改用合并；仍要移走的话请写明（--even-if-last，或 "evenIfLast"）。',
  },
} as const satisfies MessageTable & Record<MoveRefusal, unknown>;
