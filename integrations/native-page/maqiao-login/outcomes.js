// Maqiao (码桥), MIT licence.

var NEW_CODE = ['请在电脑上换一个码，再扫一次', 'Get a new code on the screen and scan it'];
var CHECK_NETWORK = ['请检查网络，再试一次', 'Check the connection and try again'];
var TELL_OWNER = ['请联系站长', 'Tell the owner of the site'];
var SIGNED_IN = ['已登录', 'Signed in'];

/** Recovery (`retry`, a new `code`, or none), what happened, and what to do: Chinese, English. */
var OUTCOMES = {
  confirm: ['', SIGNED_IN, ['请回到电脑查看', 'Look at the screen with the page']],
  'confirm-same-phone': ['', SIGNED_IN, ['请回到浏览器', 'Go back to your browser']],
  reject: [
    '',
    ['已拒绝', 'Declined'],
    ['这次没有登录，可以关闭这个页面了', 'Nobody was signed in. You can close this'],
  ],
  'link-confirm': [
    '',
    ['已添加', 'Added'],
    ['以后可以用这个微信登录那个账号', 'You can sign in to that account with this WeChat from now on'],
  ],
  'link-reject': [
    '',
    ['已拒绝', 'Declined'],
    ['这个微信没有添加到任何账号，可以关闭这个页面了', 'This WeChat was added nowhere. You can close this'],
  ],
  'link-undo': [
    '',
    ['已撤回', 'Taken back'],
    ['这个微信已从那个账号移除', 'This WeChat was removed from that account'],
  ],
  'link-undo-too-late': [
    '',
    ['来不及撤回了', 'Too late to take it back'],
    ['请联系网站的管理员', 'Tell whoever runs the site'],
  ],
  'step-up-confirm': ['', ['已确认', 'Confirmed'], ['请回到网页继续操作', 'Go on in the browser']],
  'step-up-reject': [
    '',
    ['已拒绝', 'Declined'],
    ['这个操作没有得到确认，可以关闭这个页面了', 'That was not confirmed. You can close this'],
  ],
  'step-up-undo': [
    '',
    ['已撤回', 'Taken back'],
    ['那个浏览器已经退出登录', 'That browser has been signed out'],
  ],
  not_same_person: [
    '',
    ['这个微信不属于正在操作的账号', 'This WeChat is not one of the account that asks'],
    ['请用这个账号自己的微信确认', 'Use a WeChat with which you sign in to that account'],
  ],
  identity_taken: [
    '',
    ['这个微信已经属于另一个账号', 'This WeChat belongs to another account'],
    [
      '如果两个账号都是你的，请联系站长合并',
      'If both accounts are yours, ask the owner of the site to merge them',
    ],
  ],
  deleted: [
    '',
    ['账号已删除', 'Account deleted'],
    [
      '所有浏览器都已退出，记录也删掉了。以后再扫码，就是一个新账号',
      'Every browser is signed out, and the records are gone. Scanning again makes a new account',
    ],
  ],
  undo: ['', ['已撤回', 'Taken back'], ['刚才的登录已经退出', 'That sign-in has been ended']],
  'undo-too-late': [
    '',
    ['来不及撤回了', 'Too late to take it back'],
    ['请在登录的网页上退出', 'Sign out on the page that was signed in'],
  ],

  no_code: [
    'code',
    ['还没有扫码', 'No code scanned yet'],
    ['请用微信扫一扫网页上的小程序码', 'Scan the code on the web page with WeChat'],
  ],
  unreadable_code: ['code', ['这个码不完整', 'This code is incomplete'], NEW_CODE],
  not_scanned: [
    'code',
    ['请扫码打开', 'Open this by scanning'],
    [
      '登录要从扫描网页上的小程序码开始，转发的链接不行',
      'A sign-in starts with scanning the code on the web page. A forwarded link does not work',
    ],
  ],
  number_mismatch: [
    'code',
    ['数字不对，这次登录已取消', 'That is not the number. This sign-in was cancelled'],
    NEW_CODE,
  ],
  not_scanner: ['code', ['扫这个码的不是你', 'You are not the one who scanned this code'], NEW_CODE],
  scene_closed: ['code', ['这个码已经用过了', 'This code has been used'], NEW_CODE],
  scene_expired: ['code', ['这个码过期了', 'This code has expired'], NEW_CODE],
  scene_not_found: ['code', ['没有找到这个码', 'This code is not known'], NEW_CODE],
  scene_taken: [
    'code',
    ['这个码已被别人扫过', 'Someone else has scanned this code'],
    ['请在电脑上点“换一个码”', 'Choose “New code” on the screen'],
  ],

  offline: [
    'retry',
    ['手机没有连上网络', 'This phone is offline'],
    ['连上之后再试一次', 'Try again when it is connected'],
  ],
  timed_out: [
    'retry',
    ['等了很久没有响应', 'There was no answer for a long time'],
    ['请再试一次', 'Try again'],
  ],
  interrupted: [
    'retry',
    ['离开的时候请求中断了', 'The request broke off while you were away'],
    ['请再试一次', 'Try again'],
  ],
  unreachable: ['retry', ['连不上网站的服务器', "The site's server cannot be reached"], CHECK_NETWORK],
  login_code_missing: ['retry', ['微信没有给出登录码', 'WeChat gave no login code'], CHECK_NETWORK],
  invalid_login_code: [
    'retry',
    ['微信登录码失效了', "WeChat's login code is no longer good"],
    ['请再试一次', 'Try once more'],
  ],
  invalid_token: [
    'retry',
    ['登录凭证无效', 'This sign-in is not valid here'],
    ['请再试一次', 'Try once more'],
  ],
  rate_limited: [
    'retry',
    ['操作太频繁了', 'That was too often'],
    ['请稍等一会儿再试', 'Wait a moment and try again'],
  ],
  internal: [
    'retry',
    ['服务器出了点问题', 'Something went wrong on the server'],
    ['请稍后再试', 'Try again later'],
  ],
  blocked_by_firewall: [
    'retry',
    ['请求被网站前面的防火墙拦截了', 'A firewall in front of this site refused the request'],
    ['请再试一次；如果一直这样，请联系站长', 'Try once more. If this stays, tell the owner of the site'],
  ],
  unavailable: [
    'retry',
    ['服务暂时不可用', 'The service is not available right now'],
    ['请稍后再试', 'Try again in a moment'],
  ],
  wechat_busy: ['retry', ['微信正忙', 'WeChat is busy'], ['请过几秒再试', 'Try again in a few seconds']],
  wechat_unavailable: [
    'retry',
    ['暂时连不上微信', 'WeChat cannot be reached right now'],
    ['请稍后再试', 'Try again in a moment'],
  ],

  invalid_request: [
    '',
    ['这次请求有问题', 'Something in this request is not right'],
    [
      '请在电脑上换一个码，再扫一次；如果一直这样，请联系站长',
      'Get a new code on the screen and scan it. If this stays, tell the owner of the site',
    ],
  ],
  login_blocked: [
    '',
    ['这个微信号现在不能登录', 'This WeChat account cannot sign in now'],
    ['请联系站长', 'Ask the owner of the site'],
  ],
  wechat_misconfigured: [
    '',
    ['这个网站的微信设置有误', 'This site is not set up correctly with WeChat'],
    TELL_OWNER,
  ],
  host_not_allowed: [
    '',
    ['这个小程序还不能访问网站的服务器', "This program may not reach the site's server yet"],
    [
      '请告诉站长：要在公众平台登记服务器域名',
      "Tell the owner of the site: the server's domain must be listed in the mini program's console",
    ],
  ],
};

/**
 * The texts for an outcome or a failure.
 * @param key of OUTCOMES
 * @param column 0 Chinese, 1 English
 * @param own texts of the owner, by key
 */
function outcomeOf(key, column, own) {
  var found = OUTCOMES[key];
  return {
    recovery: found[0],
    happened: own['errors.' + key + '.happened'] || found[1][column],
    next: own['errors.' + key + '.next'] || found[2][column],
  };
}

/** The key of OUTCOMES for an error code of the server or of this phone. */
function outcomeKey(code) {
  return Object.prototype.hasOwnProperty.call(OUTCOMES, code) ? code : 'internal';
}

/** Whether the same call may work a moment later. */
function isPassing(key) {
  return OUTCOMES[key][0] === 'retry';
}

module.exports = { outcomeOf: outcomeOf, outcomeKey: outcomeKey, isPassing: isPassing };
