import type { ErrorCode } from './error-codes.ts';

export type Language = 'zh' | 'en';

/** The texts of an error: what happened, and what the person can do. */
export interface ErrorWords {
  happened: string;
  next: string;
}

/** Codes that the element never shows, but pages of the server itself, the phone, or programs: sites that embed it need not load their words. */
type PageErrorCode =
  | 'no_session'
  | 'scene_not_found'
  | 'scene_closed'
  | 'scene_expired'
  | 'session_ended'
  | 'access_denied'
  | 'method_not_allowed'
  | 'expired_token'
  | 'authorization_pending'
  | 'slow_down'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'invalid_login_code'
  | 'not_scanner'
  | 'not_same_person'
  | 'scene_taken'
  | 'number_mismatch'
  | 'invalid_token'
  | 'client_request_refused'
  | 'fresh_sign_in_needed'
  | 'interaction_elsewhere'
  | 'interaction_expired'
  | 'host_not_protected'
  | 'not_let_in'
  | 'snapshot_visitor'
  | 'step_up_required'
  | 'identity_taken'
  | 'last_identity'
  | 'removal_too_soon'
  | 'merge_refused';

/** Words for every code that the element shows, in both languages; a code without words does not compile. */
export const ELEMENT_ERROR_WORDS: Record<Exclude<ErrorCode, PageErrorCode>, Record<Language, ErrorWords>> = {
  invalid_request: {
    zh: { happened: '这次请求有问题', next: '请刷新页面再试' },
    en: { happened: 'Something in this request is not right', next: 'Reload the page and try again' },
  },
  server_unknown: {
    zh: { happened: '这个页面的登录还没有设置好', next: '请联系站长' },
    en: { happened: 'The sign-in of this page is not set up', next: 'Tell the owner of the site' },
  },
  scene_clock: {
    zh: { happened: '这台设备的时间不准', next: '会自动校正；如果一直出现，请对一下系统时间' },
    en: {
      happened: 'The clock of this device is off',
      next: 'This is corrected by itself. If it stays, set the system time',
    },
  },
  session_revoked: {
    zh: { happened: '已退出登录', next: '请重新登录' },
    en: { happened: 'This browser was signed out', next: 'Sign in again' },
  },
  origin_not_allowed: {
    zh: { happened: '这个网站没有开通此登录', next: '请联系站长' },
    en: { happened: 'This site may not use this sign-in', next: 'Tell the owner of the site' },
  },
  login_blocked: {
    zh: { happened: '这个微信号现在不能登录', next: '请联系站长' },
    en: { happened: 'This WeChat account cannot sign in now', next: 'Ask the owner of the site' },
  },
  blocked_by_firewall: {
    zh: { happened: '请求被网站前面的防火墙拦截了', next: '请再试一次；如果一直这样，请联系站长' },
    en: {
      happened: 'A firewall in front of this site refused the request',
      next: 'Try once more. If this stays, tell the owner of the site',
    },
  },
  not_found: {
    zh: { happened: '没有这个地址', next: '请检查网址' },
    en: { happened: 'There is nothing at this address', next: 'Check the address' },
  },
  replaced: {
    zh: { happened: '登录在另一个标签页里继续', next: '请回到那个标签页' },
    en: { happened: 'This sign-in continues in another tab', next: 'Go to that tab' },
  },
  rate_limited: {
    zh: { happened: '操作太频繁了', next: '请稍等一会儿再试' },
    en: { happened: 'That was too often', next: 'Wait a moment and try again' },
  },
  internal: {
    zh: { happened: '服务器出了点问题', next: '请稍后再试' },
    en: { happened: 'Something went wrong on the server', next: 'Try again later' },
  },
  wechat_unavailable: {
    zh: { happened: '暂时连不上微信', next: '请稍后再试' },
    en: { happened: 'WeChat cannot be reached right now', next: 'Try again in a moment' },
  },
  wechat_misconfigured: {
    zh: { happened: '这个网站的微信设置有误', next: '请联系站长' },
    en: { happened: 'This site is not set up correctly with WeChat', next: 'Tell the owner of the site' },
  },
  wechat_busy: {
    zh: { happened: '微信正忙', next: '请过几秒再试' },
    en: { happened: 'WeChat is busy', next: 'Try again in a few seconds' },
  },
  unavailable: {
    zh: { happened: '服务暂时不可用', next: '请稍后再试' },
    en: { happened: 'The service is not available right now', next: 'Try again in a moment' },
  },
};

const PAGE_ERROR_WORDS: Record<PageErrorCode, Record<Language, ErrorWords>> = {
  no_session: {
    zh: { happened: '还没有登录', next: '请扫码登录' },
    en: { happened: 'Not signed in', next: 'Scan the code to sign in' },
  },
  scene_not_found: {
    zh: { happened: '没有找到这个码', next: '请在电脑上换一个码，再扫一次' },
    en: { happened: 'This code is not known', next: 'Get a new code on the screen and scan it' },
  },
  scene_closed: {
    zh: { happened: '这个码已经用过了', next: '请在电脑上换一个码，再扫一次' },
    en: { happened: 'This code has been used', next: 'Get a new code on the screen and scan it' },
  },
  scene_expired: {
    zh: { happened: '这个码过期了', next: '请在电脑上换一个码，再扫一次' },
    en: { happened: 'This code has expired', next: 'Get a new code on the screen and scan it' },
  },
  session_ended: {
    zh: { happened: '这次登录已经结束', next: '请重新登录' },
    en: { happened: 'This sign-in has ended', next: 'Sign in again' },
  },
  access_denied: {
    zh: { happened: '登录被拒绝了', next: '换一个码再试' },
    en: { happened: 'The sign-in was not allowed', next: 'Get a new code and try again' },
  },
  method_not_allowed: {
    zh: { happened: '这个地址不支持这种请求', next: '请检查请求方法' },
    en: { happened: 'This address does not take such a request', next: 'Check the method' },
  },
  expired_token: {
    zh: { happened: '这次登录过期了', next: '换一个码再试' },
    en: { happened: 'This sign-in has expired', next: 'Get a new code and try again' },
  },
  authorization_pending: {
    zh: { happened: '还没有确认', next: '请在手机上确认' },
    en: { happened: 'Not confirmed yet', next: 'Confirm on your phone' },
  },
  slow_down: {
    zh: { happened: '请求太频繁了', next: '稍等几秒会自动继续' },
    en: { happened: 'Asked too often', next: 'This continues by itself in a few seconds' },
  },
  payload_too_large: {
    zh: { happened: '内容太大了', next: '请换小一点的再试' },
    en: { happened: 'That is too large', next: 'Try with something smaller' },
  },
  unsupported_media_type: {
    zh: { happened: '不支持这种格式', next: '图片请换 JPEG、PNG 或 WebP 的' },
    en: { happened: 'That format is not accepted', next: 'For a picture, choose a JPEG, PNG or WebP' },
  },
  invalid_login_code: {
    zh: { happened: '微信登录码失效了', next: '请再试一次' },
    en: { happened: "WeChat's login code is no longer good", next: 'Try once more' },
  },
  not_scanner: {
    zh: { happened: '扫这个码的不是你', next: '请在电脑上换一个码，再扫一次' },
    en: {
      happened: 'You are not the one who scanned this code',
      next: 'Get a new code on the screen and scan it',
    },
  },
  scene_taken: {
    zh: { happened: '这个码已被别人扫过', next: '请在电脑上点“换一个码”' },
    en: { happened: 'Someone else has scanned this code', next: 'Choose “New code” on the screen' },
  },
  number_mismatch: {
    zh: { happened: '数字不对，这次登录已取消', next: '请在电脑上换一个码，再扫一次' },
    en: {
      happened: 'That is not the number. This sign-in was cancelled',
      next: 'Get a new code on the screen and scan it',
    },
  },
  invalid_token: {
    zh: { happened: '登录凭证无效', next: '请重新登录' },
    en: { happened: 'This sign-in is not valid here', next: 'Sign in again' },
  },
  client_request_refused: {
    zh: {
      happened: '那个网站的登录请求有问题',
      next: '请回到那个网站，重新点登录；如果一直出现，请联系站长',
    },
    en: {
      happened: 'The sign-in request of that site is not right',
      next: 'Go back to the site and sign in once more. If it stays, tell the owner of the site',
    },
  },
  fresh_sign_in_needed: {
    zh: { happened: '这个网站要求重新确认身份', next: '请再扫一次码' },
    en: { happened: 'This site wants you to prove again who you are', next: 'Scan the code once more' },
  },
  interaction_elsewhere: {
    zh: {
      happened: '这次登录是在另一个浏览器里开始的',
      next: '请回到那个浏览器，或者回到那个网站，重新点登录',
    },
    en: {
      happened: 'This sign-in was begun in another browser',
      next: 'Go to that browser, or go back to the site and sign in once more',
    },
  },
  interaction_expired: {
    zh: { happened: '这次登录已经过期', next: '请回到那个网站，重新点登录' },
    en: { happened: 'This sign-in has expired', next: 'Go back to the site and sign in once more' },
  },
  host_not_protected: {
    zh: { happened: '这个网站的登录还没有设置好', next: '请联系站长' },
    en: { happened: 'The sign-in of this site is not set up', next: 'Tell the owner of the site' },
  },
  snapshot_visitor: {
    zh: { happened: '微信没有告诉我们你是谁', next: '这是快照页：请点页面底部的“使用完整服务”，再登录' },
    en: {
      happened: 'WeChat does not say who you are here',
      next: 'This is a snapshot of the page. Choose the full service at its bottom, then sign in',
    },
  },
  not_let_in: {
    zh: { happened: '这个账号不能进入这个网站', next: '请联系站长，或者换一个账号登录' },
    en: {
      happened: 'This account may not enter this site',
      next: 'Ask the owner of the site, or sign in with another account',
    },
  },
  step_up_required: {
    zh: { happened: '这个操作要先重新确认身份', next: '请再扫一次码，然后在五分钟内操作' },
    en: {
      happened: 'This needs a fresh proof of who you are',
      next: 'Scan the code once more, and go on within five minutes',
    },
  },
  not_same_person: {
    zh: { happened: '这个微信不属于正在操作的账号', next: '请用这个账号自己的微信确认' },
    en: {
      happened: 'This WeChat is not one of the account that asks',
      next: 'Use a WeChat with which you sign in to that account',
    },
  },
  identity_taken: {
    zh: { happened: '这个微信已经属于另一个账号', next: '如果两个账号都是你的，请联系站长合并' },
    en: {
      happened: 'This WeChat belongs to another account',
      next: 'If both accounts are yours, ask the owner of the site to merge them',
    },
  },
  last_identity: {
    zh: { happened: '这是最后一个微信，不能移除', next: '请先添加另一个微信' },
    en: { happened: 'This is the last WeChat of the account', next: 'Add another one first' },
  },
  removal_too_soon: {
    zh: {
      happened: '三天内新加过登录方式，原来的还不能移除',
      next: '请过三天再试；如果新的不是你加的，请先移除它',
    },
    en: {
      happened: 'A way to sign in was added within three days, so older ones cannot be removed yet',
      next: 'Try again after that. If you did not add the new one, remove it first',
    },
  },
  merge_refused: {
    zh: { happened: '这两个用户不能这样合并或分开', next: '原因见响应里的 reason' },
    en: {
      happened: 'These users cannot be merged or separated like this',
      next: 'The member reason of the answer says why',
    },
  },
};

/** Words for every code. */
export const ERROR_WORDS: Record<ErrorCode, Record<Language, ErrorWords>> = /* @__PURE__ */ Object.assign(
  {},
  ELEMENT_ERROR_WORDS,
  PAGE_ERROR_WORDS,
);
