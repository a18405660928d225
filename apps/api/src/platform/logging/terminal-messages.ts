import type { MessageTable } from '../operator-messages/messages.ts';

/** What a person reads who runs the server in a terminal, instead of the JSON lines for programs. */
export const terminalMessages = {
  line_warning: { en: 'Warning: {what}', zh: '警告：{what}' },
  line_error: { en: 'Error: {what}', zh: '错误：{what}' },
  call_failed: { en: 'A call was answered with {code}.', zh: '有一次调用得到 {code}。' },

  login_pending: { en: 'A page shows a code.', zh: '有页面显示了小程序码。' },
  login_scanned: { en: 'A code was scanned.', zh: '有人扫了码。' },
  login_confirmed: { en: 'Confirmed on the phone.', zh: '手机上点了确认。' },
  login_consumed: { en: 'The page is signed in.', zh: '页面已登录。' },
  login_rejected: { en: 'A sign-in was refused.', zh: '有一次登录被拒绝。' },
  login_cancelled: { en: 'A page took its code back.', zh: '有页面收回了小程序码。' },
  login_expired: { en: 'A code ran out.', zh: '有一个小程序码过期了。' },

  event_signed_out: { en: 'A browser was signed out.', zh: '有一个浏览器已退出登录。' },
  event_account_deleted: { en: 'A person deleted their account.', zh: '有人注销了账号。' },
  event_taken: { en: 'Two people scanned the same code.', zh: '有两个人扫了同一个码。' },
  event_number_mismatch: {
    en: 'Another number than that on the screen was typed on the phone.',
    zh: '手机上输入的数字和屏幕上的不同。',
  },
  event_refresh_reused: {
    en: 'An old cookie was used again; its session was ended.',
    zh: '旧的 cookie 又被使用，它的会话已经结束。',
  },
  event_identity_conflict: {
    en: 'WeChat named two openids of one account with the same unionid; they stay two people.',
    zh: '微信给同一账号的两个 openid 报了相同的 unionid，仍按两个人处理。',
  },
  event_identity_linked: { en: 'A person added a way to sign in.', zh: '有人添加了一种登录方式。' },
  event_identity_removed: { en: 'A person removed a way to sign in.', zh: '有人移除了一种登录方式。' },
  event_app_ended: { en: 'A person ended the access of an app.', zh: '有人结束了一个应用的授权。' },
  event_stepped_up: { en: 'A person proved again who they are.', zh: '有人重新确认了身份。' },
  event_merged: { en: 'Two users were merged.', zh: '两个用户已合并。' },
  event_unmerged: { en: 'A merge of two users was undone.', zh: '两个用户的合并已撤销。' },
  event_unsubscribed: { en: 'A person unfollowed the official account.', zh: '有人取消关注了公众号。' },
  event_not_me: {
    en: 'Somebody says of a sign-in that it was not theirs.',
    zh: '有人表示某次登录不是本人操作。',
  },
} as const satisfies MessageTable;
