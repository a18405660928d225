// Generates the text for WeChat's privacy guide (用户隐私保护指引) from the privacy interfaces of a mini program.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../words.mjs';
import { CommandError } from '../workspace.mjs';
import { PRIVACY_KINDS, privacyInterfacesIn } from './privacy-interfaces.mjs';

/** @typedef {'en' | 'zh'} Language */

/**
 * The purposes that the console asks for. The Chinese is pasted after “为了”, which the console shows. A program with an
 * interface of another kind needs a new entry here.
 */
const PURPOSES = {
  profile: {
    zh: '在你登录的网页上显示你自己选择的头像和填写的昵称，你可以不填',
    en: 'to show the picture and nickname that you chose yourself on the pages you sign in to; both optional',
  },
  camera: {
    zh: '扫描网页上的登录码，只在你点了扫码的按钮之后',
    en: 'to scan the sign-in code on the web page, only after you tapped the button for it',
  },
};

/** Data that users ask about first. Each is named as not collected, unless the program has an interface for it. */
const NEVER = [
  { kinds: ['profile'], zh: '昵称、头像', en: 'nickname, picture' },
  { kinds: ['phone'], zh: '手机号', en: 'phone number' },
  { kinds: ['contacts'], zh: '通讯录', en: 'contacts' },
  { kinds: ['location', 'chosenPlace'], zh: '精确位置', en: 'precise location' },
  { kinds: ['photos', 'album', 'files', 'profile'], zh: '相册', en: 'album' },
];

const WORDS = {
  en: {
    columns: ['In the console', 'In the program', 'Purpose, to paste', 'In English'],
    nothing:
      'Nothing of the list in the console is used: choose nothing there, and paste the free text alone.',
    scanner:
      "WeChat's published list of privacy interfaces does not have `wx.scanCode`. Whether the console asks for the camera because of it is _unknown_; declaring it does no harm.",
    free: 'The free text (补充文档, or 其他信息):',
    meaning: 'In English:',
  },
  zh: {
    columns: ['公众平台里', '程序里', '用途，可粘贴'],
    nothing: '公众平台列表里的信息一样也没用到：什么都不选，只粘贴下面的文字。',
    scanner:
      '微信公布的隐私接口列表里没有 `wx.scanCode`。公众平台会不会因此要求填写摄像头，不清楚；填了没有坏处。',
    free: '自由填写的部分（补充文档，或其他信息）：',
  },
};

/**
 * The guide of one program, as Markdown without a heading: what to choose in the console, and the text to paste.
 * @param {string | string[]} program folder with the compiled program, or the folders of a page for another program
 * @param {Language} language of the explanations; what is pasted is Chinese
 * @throws CommandError when the program has a privacy interface without an entry in PURPOSES
 */
export function privacyGuide(program, language) {
  const words = WORDS[language];
  const folders = [program].flat();
  const uses = privacyInterfacesIn(...folders);
  const wordless = [...uses].filter(([name]) => !(name in PURPOSES));
  if (wordless.length > 0) {
    const interfaces = wordless.flatMap(([, found]) => found).join(', ');
    throw new CommandError(
      say('privacy_without_words', {
        folder: folders.join(', '),
        interfaces,
        types: wordless.map(typeOf).join('、'),
      }),
    );
  }
  const parts = [uses.size === 0 ? words.nothing : table(uses, language)];
  if (uses.get('camera')?.includes('wx.scanCode')) parts.push(words.scanner);
  const text = freeText(uses, deletionIn(folders));
  parts.push(words.free, quote(text.map(({ zh }) => zh)));
  if (language === 'en') parts.push(words.meaning, quote(text.map(({ en }) => en)));
  return parts.join('\n\n');
}

const typeOf = ([name]) => PRIVACY_KINDS[name].type;

function table(uses, language) {
  const rows = [...uses].map(([name, interfaces]) => {
    const { type, en } = PRIVACY_KINDS[name];
    const code = interfaces.map((one) => `\`${one}\``).join(language === 'en' ? ', ' : '、');
    return language === 'en'
      ? [`${type} (${en})`, code, PURPOSES[name].zh, PURPOSES[name].en]
      : [type, code, PURPOSES[name].zh];
  });
  const { columns } = WORDS[language];
  return [columns, columns.map(() => '-'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The sentences of the free text, in both languages. The server stores the same data for every program. */
function freeText(uses, deletion) {
  const never = NEVER.filter(({ kinds }) => !kinds.some((kind) => uses.has(kind)));
  return [
    {
      zh: '为了识别你在本小程序中的身份，开发者收集微信提供的用户标识（openid），仅用于登录，不用于其他小程序。',
      en: "To know who you are in this mini program, the developer collects WeChat's identifier of you (openid), for signing in only, and for no other mini program.",
    },
    {
      zh: '为了让你认出自己的登录，开发者收集请求登录的浏览器名称、系统、时间、网络地址（IP）和由它推算的大致地区；完整地址最多保留 90 天。',
      en: 'So that you recognise your own sign-ins, the developer collects name and system of the browser that asks, the time, the network address (IP) and the rough region that it tells; whole addresses are kept for 90 days at most.',
    },
    {
      zh: '为了在你扫码时告诉你是否用过那个浏览器登录，开发者用一个随机的 cookie 记住你登录过的浏览器；180 天不用就删除。',
      en: 'To tell you when you scan whether you have signed in with that browser before, the developer remembers browsers by a random cookie; it is deleted after 180 days without use.',
    },
    ...(uses.has('profile')
      ? [
          {
            zh: '你自己选择的头像和填写的昵称，只用于在你登录的网页上显示；可以不填，也可以随时去掉。',
            en: 'The picture and the nickname that you chose are used only to be shown on the pages you sign in to; both are optional, and you can remove them at any time.',
          },
        ]
      : []),
    {
      zh: `不收集${never.map(({ zh }) => zh).join('、')}。`,
      en: `Not collected: ${never.map(({ en }) => en).join(', ')}.`,
    },
    deletion === 'own-page'
      ? {
          zh: `你可以在网页上退出登录，也可以在小程序首页点“查看我的登录”，让任何一个浏览器退出。注销账号：在同一页${uses.has('profile') ? '点自己的头像，再' : ''}点“删除账号”，立即生效。`,
          en: `You can sign out on the web page, or sign out any browser in the mini program, under "See my sign-ins" on its first page. To delete your account, ${uses.has('profile') ? 'tap your picture there, then' : 'tap'} "Delete my account"; it takes effect at once.`,
        }
      : deletion === 'confirm-page'
        ? {
            zh: '你可以在网页上退出登录。注销账号：每次扫码登录之后，在小程序里点“我在这个网站的账号”，再点“删除账号”，立即生效。',
            en: 'You can sign out on the web page. To delete your account, tap "My account on this site" in the mini program after any sign-in, then "Delete it"; it takes effect at once.',
          }
        : {
            zh: '你可以在网页上退出登录。注销账号请联系【邮箱】。',
            en: 'You can sign out on the web page. To delete your account write to 【e-mail】.',
          },
  ];
}

/**
 * Where users delete their account: on a page of its own, or on the confirm page.
 * @returns {'own-page' | 'confirm-page' | undefined} undefined: nothing in these folders makes the call
 */
function deletionIn(folders) {
  const pages = folders
    .map((folder) => join(folder, 'app.json'))
    .flatMap((file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).pages : []));
  if (pages.includes('pages/delete-account/index')) return 'own-page';
  const deletes = folders.some((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(js|vue)$/.test(name))
      .some((name) => readFileSync(join(folder, name), 'utf8').includes('me/delete')),
  );
  return deletes ? 'confirm-page' : undefined;
}

const quote = (lines) => lines.map((line) => `> ${line}`).join('\n>\n');
