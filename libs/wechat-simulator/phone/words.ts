/** Everything that the phone page says itself, in one language. */
export interface Words {
  title: string;
  banner: string;
  bannerShort: string;
  whose: string;
  whoseHint: string;
  loadingPeople: string;
  loadingProgram: string;
  slow: string;
  nobody: string;
  retry: string;
  cannotStart: string;
  cannotReach: string;
  person: string;
  change: string;
  scanTitle: string;
  scanHint: string;
  scanLabel: string;
  scanPlaceholder: string;
  scanEntry: string;
  entryCamera: string;
  entryPress: string;
  entryAlbum: string;
  scan: string;
  noScene: string;
  scanAsked: string;
  cancel: string;
  network: string;
  networkEmpty: string;
  networkHint: string;
  waiting: string;
  failed: string;
  menu: string;
  back: string;
  close: string;
  pull: string;
  leave: string;
  restart: string;
  left: string;
  leftHint: string;
  open: string;
  openNewest: string;
  avatarAsked: string;
  avatarDrawn: string;
  avatarFile: string;
  avatarNone: string;
}

const ZH: Words = {
  title: '演示手机 · 码桥',
  banner: '这不是微信，而是模拟程序：在这台电脑上试用码桥。上传到微信的就是同一个小程序。',
  bannerShort: '演示手机，不是微信',
  whose: '这是谁的手机？',
  whoseHint: '选一个人，之后随时可以换。',
  loadingPeople: '正在打开手机',
  loadingProgram: '正在打开小程序',
  slow: '小程序比较大，第一次打开要多等几秒',
  nobody: '还没有人。请先用控制接口添加一位',
  retry: '再试一次',
  cannotStart: '小程序没能打开',
  cannotReach: '连不上演示服务，请确认它还在运行',
  person: '当前用户',
  change: '换人',
  scanTitle: '扫另一个码',
  scanHint: '粘贴登录页上码旁边的链接，或者 32 位的场景值。',
  scanLabel: '链接或场景值',
  scanPlaceholder: 'http://…/phone/?scene=…',
  scanEntry: '打开方式',
  entryCamera: '相机（1047）',
  entryPress: '长按图片（1048）',
  entryAlbum: '相册（1049）',
  scan: '扫一扫',
  noScene: '这里面没有场景值',
  scanAsked: '小程序想扫码：把链接粘贴在这里',
  cancel: '不扫了',
  network: '网络请求',
  networkEmpty: '还没有请求',
  networkHint: '只列方法、路径和状态；内容和令牌不显示。',
  waiting: '等待',
  failed: '失败',
  menu: '菜单',
  back: '返回',
  close: '关闭',
  pull: '下拉刷新',
  leave: '切到后台',
  restart: '重新打开小程序',
  left: '小程序在后台',
  leftHint: '它还在运行，回去时停在原来的地方。',
  open: '回到小程序',
  openNewest: '从头打开',
  avatarAsked: '小程序想用你的头像',
  avatarDrawn: '用一张现成的',
  avatarFile: '选一个文件',
  avatarNone: '不选了',
};

const EN: Words = {
  title: 'Demo phone · Maqiao',
  banner:
    'This is not WeChat but a stand-in for it, to try Maqiao on this machine. It runs the same mini program that is uploaded to WeChat.',
  bannerShort: 'Demo phone, not WeChat',
  whose: 'Whose phone is this?',
  whoseHint: 'Choose a person. You can change later.',
  loadingPeople: 'Opening the phone',
  loadingProgram: 'Opening the mini program',
  slow: 'The mini program is large: the first opening takes a few seconds',
  nobody: 'Nobody is here yet. Add a person with the control calls first',
  retry: 'Try again',
  cannotStart: 'The mini program could not be opened',
  cannotReach: 'The demo does not answer. Check that it is still running',
  person: 'In hand',
  change: 'Change',
  scanTitle: 'Scan another code',
  scanHint: 'Paste the link beside the code on the login page, or the 32-character scene.',
  scanLabel: 'Link or scene',
  scanPlaceholder: 'http://…/phone/?scene=…',
  scanEntry: 'Scanned with',
  entryCamera: 'Camera (1047)',
  entryPress: 'Long press (1048)',
  entryAlbum: 'Album (1049)',
  scan: 'Scan',
  noScene: 'There is no scene in this',
  scanAsked: 'The mini program wants to scan: paste the link here',
  cancel: 'Do not scan',
  network: 'Network',
  networkEmpty: 'No requests yet',
  networkHint: 'Method, path and status only; contents and tokens are not shown.',
  waiting: 'waiting',
  failed: 'failed',
  menu: 'Menu',
  back: 'Back',
  close: 'Close',
  pull: 'Pull to refresh',
  leave: 'Leave for now',
  restart: 'Start the mini program again',
  left: 'The mini program is in the background',
  leftHint: 'It is still alive and will be where you left it.',
  open: 'Back to the mini program',
  openNewest: 'Start again',
  avatarAsked: 'The mini program asks for a picture of you',
  avatarDrawn: 'Use a drawn one',
  avatarFile: 'Choose a file',
  avatarNone: 'None',
};

export const language: 'zh' | 'en' = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
export const words: Words = language === 'zh' ? ZH : EN;
