// Which of WeChat's privacy interfaces a mini program contains: read from the files that are uploaded.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/**
 * One kind of data that a privacy guide may have to declare.
 * @typedef {object} PrivacyKind
 * @property {string} type its name in the console, which is Chinese
 * @property {string} en
 * @property {string[]} [calls] methods, of wx or of an object that wx gives
 * @property {string[]} [openTypes] of a button
 * @property {string[]} [inputTypes] of an input
 * @property {string[]} [components]
 * @property {string[]} [scopes] of wx.authorize, without `scope.`
 */

/**
 * WeChat's own list of what a privacy guide must declare, and the interfaces and components behind each kind
 * (https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/miniprogram-intro.html), and scanCode,
 * which that list does not have: it opens the camera.
 * @type {Record<string, PrivacyKind>}
 */
export const PRIVACY_KINDS = {
  profile: {
    type: '昵称、头像',
    en: 'nickname and picture',
    calls: ['getUserInfo', 'getUserProfile'],
    openTypes: ['chooseAvatar', 'getUserInfo', 'userInfo'],
    inputTypes: ['nickname'],
    scopes: ['userInfo'],
  },
  location: {
    type: '位置信息',
    en: 'location',
    calls: [
      'getLocation',
      'getFuzzyLocation',
      'startLocationUpdate',
      'startLocationUpdateBackground',
      'moveToLocation',
    ],
    scopes: ['userLocation', 'userLocationBackground', 'userFuzzyLocation'],
  },
  chosenPlace: { type: '选择的位置信息', en: 'a chosen place', calls: ['choosePoi', 'chooseLocation'] },
  address: { type: '地址', en: 'postal address', calls: ['chooseAddress'], scopes: ['address'] },
  invoice: {
    type: '发票信息',
    en: 'invoice',
    calls: ['chooseInvoice', 'chooseInvoiceTitle'],
    scopes: ['invoice', 'invoiceTitle'],
  },
  steps: { type: '微信运动步数', en: 'steps', calls: ['getWeRunData'], scopes: ['werun'] },
  phone: {
    type: '手机号',
    en: 'phone number',
    openTypes: ['getPhoneNumber', 'getRealtimePhoneNumber'],
  },
  plate: { type: '车牌号', en: 'number plate', calls: ['chooseLicensePlate'] },
  photos: {
    type: '选中的照片或视频信息',
    en: 'chosen photos or videos',
    calls: ['chooseImage', 'chooseMedia', 'chooseVideo'],
  },
  files: { type: '选中的文件', en: 'chosen files', calls: ['chooseMessageFile'] },
  microphone: {
    type: '麦克风',
    en: 'microphone',
    calls: ['startRecord', 'getRecorderManager', 'joinVoIPChat'],
    components: ['live-pusher'],
    scopes: ['record'],
  },
  camera: {
    type: '摄像头',
    en: 'camera',
    calls: ['scanCode', 'createVKSession', 'createCameraContext'],
    components: ['camera', 'live-pusher', 'voip-room'],
    scopes: ['camera'],
  },
  bluetooth: {
    type: '蓝牙',
    en: 'Bluetooth',
    calls: ['openBluetoothAdapter', 'createBLEPeripheralServer'],
    scopes: ['bluetooth'],
  },
  album: {
    type: '相册（仅写入）权限',
    en: 'writing to the album',
    calls: ['saveImageToPhotosAlbum', 'saveVideoToPhotosAlbum'],
    scopes: ['writePhotosAlbum'],
  },
  contacts: {
    type: '通讯录（仅写入）权限',
    en: 'writing to the contacts',
    calls: ['addPhoneContact'],
    scopes: ['addPhoneContact'],
  },
  calendar: {
    type: '日历（仅写入）权限',
    en: 'writing to the calendar',
    calls: ['addPhoneCalendar', 'addPhoneRepeatCalendar'],
    scopes: ['addPhoneCalendar'],
  },
  accelerometer: { type: '加速传感器', en: 'accelerometer', calls: ['startAccelerometer'] },
  compass: { type: '磁场传感器', en: 'compass', calls: ['startCompass'] },
  motion: { type: '方向传感器', en: 'orientation', calls: ['startDeviceMotionListening'] },
  gyroscope: { type: '陀螺仪传感器', en: 'gyroscope', calls: ['startGyroscope'] },
  clipboard: { type: '剪切板', en: 'clipboard', calls: ['setClipboardData', 'getClipboardData'] },
};

/** Files that hold code or templates of a mini program, before it is compiled and after. */
const READ = new Set(['.js', '.wxml', '.wxs', '.vue', '.ts', '.tsx']);

/**
 * The privacy interfaces that occur in a mini program.
 * @param {string} folder with the program, or with pages of one
 * @returns {Map<string, string[]>} by the names of PRIVACY_KINDS, each interface as WeChat writes it
 */
export function privacyInterfacesIn(...folders) {
  const texts = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => READ.has(extname(file)))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  );
  const found = new Map();
  for (const [name, kind] of Object.entries(PRIVACY_KINDS)) {
    const interfaces = formsOf(kind)
      .filter(({ pattern }) => texts.some((text) => pattern.test(text)))
      .map(({ as }) => as);
    if (interfaces.length > 0) found.set(name, interfaces);
  }
  return found;
}

/**
 * Each interface with a pattern for its use in code and templates. A name in a list of names (Taro has one) does not
 * match.
 */
function formsOf({ calls = [], openTypes = [], inputTypes = [], components = [], scopes = [] }) {
  const attribute = (name, value) => new RegExp(`\\b${name}["']?\\s*[:=]\\s*["'\`]${value}["'\`]`, 'i');
  return [
    ...calls.map((name) => ({
      as: `wx.${name}`,
      // wx.name, wx?.name, wx['name'], and const { name } = wx
      pattern: new RegExp(
        `\\.\\s*${name}\\b|\\w\\)?\\[\\s*["'\`]${name}["'\`]\\s*\\]|\\{[^{}]*\\b${name}\\b[^{}]*\\}\\s*=\\s*(?:wx|uni|Taro)\\b`,
      ),
    })),
    ...openTypes.map((value) => ({
      as: `<button open-type="${value}">`,
      pattern: attribute('open-?type', value),
    })),
    ...inputTypes.map((value) => ({ as: `<input type="${value}">`, pattern: attribute('type', value) })),
    ...components.map((name) => ({ as: `<${name}>`, pattern: new RegExp(`<${name}[\\s/>]`) })),
    ...scopes.map((name) => ({ as: `scope.${name}`, pattern: new RegExp(`["'\`]scope\\.${name}["'\`]`) })),
  ];
}
