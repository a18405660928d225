// Maqiao (码桥), MIT licence.

/** Chinese, English. */
var WORDS = {
  title: ['登录确认', 'Confirm sign-in'],
  asks: ['请求登录', 'asks you to sign in'],
  clientAsks: ['想知道你是谁', 'wants to know who you are'],
  clientTold: [
    '确认后，它会知道你的昵称和头像，以后也能认出是你',
    'If you confirm, it is told your nickname and picture, and that you are the same person each time',
  ],
  clientToldId: [
    '确认后，它以后能认出是你',
    'If you confirm, it can tell that you are the same person each time',
  ],
  clientMore: ['它还能{what}', 'It also {what}'],
  moreBetween: ['，还能', ', and '],
  moreWechat: ['知道你的微信编号', 'learns your WeChat ids'],
  moreEmail: ['得到一个占位邮箱', 'gets a placeholder email address'],
  moreOffline: ['在你退出后继续使用', 'keeps access after you sign out'],
  clientUnknown: [
    '这是一个应用或一台设备，没人知道它是谁的。如果不是你自己正在用，请拒绝',
    'This is an app or a device, and nobody can know whose. Unless you are using it yourself, decline',
  ],
  clientPage: ['登录页', 'Page'],
  linkAsks: [
    '请求把这个微信添加到“{nickname}”的账号',
    'asks to add this WeChat to the account of {nickname}',
  ],
  linkAsksNameless: [
    '请求把这个微信添加到网页上已登录的账号',
    'asks to add this WeChat to the account that is signed in on its page',
  ],
  linkTold: [
    '确认后，用这个微信登录，就是登录那个账号。如果那不是你的账号，请拒绝',
    'If you confirm, signing in with this WeChat signs in to that account. If it is not yours, decline',
  ],
  linkConfirm: ['添加', 'Add'],
  linkUndo: ['不是我要添加的，撤回', 'This was not me. Take it back'],
  stepUpAsks: ['请你本人确认：{action}', 'asks you to confirm: {action}'],
  stepUpTold: [
    '这是账号“{nickname}”的操作。确认后五分钟内，那个浏览器可以更改这个账号。如果不是你在操作，请拒绝',
    'This is about the account of {nickname}. If you confirm, that browser can change the account for five minutes. If it is not you, decline',
  ],
  stepUpToldNameless: [
    '确认后五分钟内，那个浏览器可以更改你的账号。如果不是你在操作，请拒绝',
    'If you confirm, that browser can change your account for five minutes. If it is not you, decline',
  ],
  stepUpConfirm: ['确认是我', 'It is me'],
  stepUpUndo: ['不是我，撤回', 'This was not me. Take it back'],
  'action.delete_account': ['删除账号', 'delete the account'],
  'action.sign_out_everywhere': ['退出所有浏览器', 'sign out every browser'],
  'action.link_identity': ['添加一个微信', 'add a WeChat'],
  'action.remove_identity': ['移除一个微信', 'remove a WeChat'],
  'action.add_passkey': ['添加通行密钥', 'add a passkey'],
  'action.remove_passkey': ['移除通行密钥', 'remove a passkey'],
  'action.end_app': ['取消一个应用的授权', 'end the access of an app'],
  'action.export': ['导出账号数据', 'export the account’s data'],
  unknown: ['未知', 'Unknown'],
  browser: ['浏览器', 'Browser'],
  system: ['系统', 'System'],
  place: ['地点', 'Place'],
  way: ['打开方式', 'Opened by'],
  time: ['时间', 'Time'],
  camera: ['相机扫码', 'Camera'],
  press: ['长按图片', 'Long press'],
  album: ['相册里的图片', 'Album'],
  ownComputer: ['网站所在的电脑', 'The site’s own computer'],
  localNetwork: ['局域网', 'A local network'],
  'same-network': ['和你在同一网络', 'On your network'],
  'same-region': ['和你在同一地区', 'In your region'],
  elsewhere: ['和你不在同一地区', 'Not in your region'],
  knownBrowser: ['你用这个浏览器登录过', 'You have signed in with this browser before'],
  newBrowser: ['你没有用这个浏览器登录过', 'A browser that is new for you'],
  now: ['刚刚', 'Just now'],
  seconds: ['# 秒前', '# seconds ago'],
  minute: ['1 分钟前', '1 minute ago'],
  minutes: ['# 分钟前', '# minutes ago'],
  numberLabel: ['输入网页上显示的两位数字', 'Type the two digits shown on the page'],
  forwarded: [
    '这个码来自转发的图片。如果不是你自己存的，请拒绝',
    'This code came from a forwarded picture. Unless you saved it yourself, decline',
  ],
  advice: ['只有你自己打开了这个网页，才点确认', 'Confirm only if you opened this page yourself'],
  reject: ['拒绝', 'Decline'],
  confirm: ['确认登录', 'Confirm'],
  notMe: ['网页不是我打开的，拒绝', 'I did not open this page. Decline'],
  slowWechat: ['微信响应较慢，还在等待', 'WeChat is slow to answer. Still waiting'],
  slowSite: ['网站的服务器响应较慢，还在等待', "The site's server is slow to answer. Still waiting"],
  undo: ['不是我要登录的，撤回', 'This was not me. Take it back'],
  undoing: ['正在撤回', 'Taking it back'],
  done: ['完成', 'Done'],
  retry: ['再试一次', 'Try again'],
  newCode: ['扫新的码', 'Scan a new code'],
  otherCode: ['这不是网页上的登录码', 'That is not a sign-in code of this site'],
  mine: ['我在这个网站的账号', 'My account on this site'],
  leave: ['删除账号', 'Delete my account'],
  gone: [
    '删掉之后，这些都没有了，找不回来：所有登录（每个浏览器都会马上退出）、昵称和头像、全部安全记录、你在这里的编号',
    'This will be gone, and cannot be brought back: all sign-ins (every browser is signed out at once), your nickname and picture, all security records, your number here',
  ],
  stays: [
    '网站自己另外存的内容（例如订单、帖子）不在这里，请和站长联系',
    'What the site itself keeps elsewhere (orders or posts, say) is not here. Ask the owner of the site',
  ],
  keep: ['不删了', 'Keep my account'],
  goOn: ['继续删除', 'Go on'],
  sure: [
    '真的要删除吗？这是最后一步，不能撤回',
    'Really delete it? This is the last step and cannot be undone',
  ],
  remove: ['删除账号', 'Delete it'],
};

/** @param column 0 Chinese, 1 English */
function wordsIn(column) {
  var words = {};
  for (var key in WORDS) words[key] = WORDS[key][column];
  return words;
}

module.exports = { wordsIn: wordsIn };
