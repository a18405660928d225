// Draws WeChat's console for docs/pictures: where an owner clicks. No screenshots, as the console belongs to WeChat and
// changes; the names of menus are from the table that all pages and messages use.
import { CONSOLE_MENUS, CONSOLE_NAMES } from '../../../libs/shared/src/console-menus.ts';

/** @typedef {'en' | 'zh'} Language */

/** The width of a phone's page, so that the text stays readable there. */
const WIDTH = 360;
const MENU = 98;
const LEFT = MENU + 16;

/** The menu names of a path through the console. */
const stepsOf = (/** @type {string} */ way) => way.split(' → ');
const last = (/** @type {string} */ way) => stepsOf(way).at(-1) ?? '';

const [DEVELOPMENT, DEVELOPMENT_SETTINGS] = stepsOf(CONSOLE_MENUS.credentials);
const ENTRIES = [
  CONSOLE_MENUS.versions,
  CONSOLE_MENUS.members,
  DEVELOPMENT,
  ...stepsOf(CONSOLE_MENUS.category).slice(0, 1),
];

/** 开发设置: everything that an owner copies from it or enters there. */
export function developmentPicture(/** @type {Language} */ language) {
  const rows = [
    ['AppID', { en: 'copy it: WECHAT_APP_ID', zh: '复制：WECHAT_APP_ID' }],
    ['AppSecret', { en: 'make one, it is shown once', zh: '生成，只显示一次' }],
    [last(CONSOLE_MENUS.ipList), { en: 'your server’s address', zh: '服务器的 IP' }],
    [
      last(CONSOLE_MENUS.uploadKey),
      { en: 'the key for mp:upload; it has', zh: 'mp:upload 用的密钥，' },
      {
        en: `an ${last(CONSOLE_MENUS.uploadList)} of its own`,
        zh: `它另有一个 ${last(CONSOLE_MENUS.uploadList)}`,
      },
    ],
    [
      stepsOf(CONSOLE_MENUS.requestDomain).at(-2),
      { en: `${last(CONSOLE_MENUS.requestDomain)}:`, zh: `${last(CONSOLE_MENUS.requestDomain)}：` },
      { en: 'exactly your PUBLIC_URL', zh: '与 PUBLIC_URL 完全一致' },
    ],
  ];
  const height = 84 + rows.reduce((sum, row) => sum + 30 + 18 * (row.length - 1) + 8, 0) + 8;
  let y = 92;
  const drawn = rows.flatMap(([name, ...lines], index) => {
    const top = y;
    y += 30 + 18 * lines.length + 8;
    return [
      mark(LEFT + 10, top + 9, index + 1),
      words(LEFT + 28, top + 14, name, 'name'),
      ...lines.map((line, at) => words(LEFT + 28, top + 33 + 18 * at, line[language], 'soft')),
      index < rows.length - 1 ? `<path class="line" d="M${LEFT} ${y - 8}H${WIDTH - 16}"/>` : '',
    ];
  });
  return picture(height, [
    menu(height, DEVELOPMENT),
    words(LEFT, 68, DEVELOPMENT_SETTINGS, 'title'),
    `<path class="seal" d="M${LEFT} 76h68v2h-68z"/>`,
    ...drawn,
  ]);
}

/** 版本管理, 成员管理, and the phone: from an upload to the first scan. */
export function trialPicture(/** @type {Language} */ language) {
  const say = (/** @type {string} */ en, /** @type {string} */ zh) => (language === 'en' ? en : zh);
  const card = (/** @type {number} */ top, /** @type {number} */ tall) =>
    `<rect class="card" x="12" y="${top}" width="${WIDTH - 24}" height="${tall}" rx="10"/>`;
  return picture(432, [
    card(48, 112),
    mark(34, 72, 1),
    words(52, 77, CONSOLE_MENUS.versions, 'title'),
    words(52, 104, say('the version that you uploaded', '你上传的那个版本'), 'soft'),
    button(52, 114, CONSOLE_NAMES.trialVersion),
    words(122, 134, say('make it the trial version', '把它设为体验版'), 'soft'),
    card(172, 112),
    mark(34, 196, 2),
    words(52, 201, CONSOLE_MENUS.members, 'title'),
    words(52, 228, say('who may open the trial version', '谁能打开体验版'), 'soft'),
    button(52, 238, CONSOLE_NAMES.tester),
    words(138, 258, say('add by their WeChat ID', '按微信号添加'), 'soft'),
    card(296, 124),
    mark(34, 320, 3),
    words(52, 325, say('On the phone', '手机上'), 'title'),
    words(52, 352, say('while the domain is not filed:', '域名备案之前：'), 'soft'),
    `<rect class="line" x="52" y="366" width="66" height="30" rx="15"/>`,
    `<path class="line" d="M86 374v14"/>`,
    ...[62, 69, 76].map((x) => `<circle class="ink" cx="${x}" cy="381" r="2.4"/>`),
    `<circle class="line" cx="102" cy="381" r="6"/>`,
    words(128, 386, '›', 'soft'),
    button(142, 366, CONSOLE_NAMES.debugging),
    words(228, 386, say('switch it on', '打开'), 'soft'),
  ]);
}

function menu(/** @type {number} */ height, /** @type {string} */ active) {
  const entries = ENTRIES.map((name, index) => {
    const y = 66 + 40 * index;
    const on = name === active;
    return [
      on ? `<rect class="chosen" x="8" y="${y - 20}" width="${MENU - 16}" height="30" rx="8"/>` : '',
      words(20, y, name, on ? 'on' : 'soft'),
    ];
  });
  return [`<path class="line" d="M${MENU} 36V${height}"/>`, ...entries.flat()].join('');
}

const mark = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ number) =>
  `<circle class="seal" cx="${x}" cy="${y}" r="10"/><text class="number" x="${x}" y="${y + 4.5}">${number}</text>`;

function button(/** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ name) {
  const width = 16 + 14 * name.length;
  return `<rect class="button" x="${x}" y="${y}" width="${width}" height="30" rx="8"/>${words(x + width / 2, y + 20, name, 'pressed')}`;
}

const words = (
  /** @type {number} */ x,
  /** @type {number} */ y,
  /** @type {string} */ text,
  /** @type {string} */ kind,
) => `<text class="${kind}" x="${x}" y="${y}">${text}</text>`;

/** The colours and faces of the login page (light and dark, as the reader's system has it). */
const STYLE = `text{font-family:-apple-system,"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans SC",sans-serif}
.title{font-size:16px;font-weight:600;fill:#1d1b18}.name{font-size:15px;fill:#1d1b18}.soft{font-size:13px;fill:#5f5a52}
.on{font-size:14px;font-weight:600;fill:#b23a22}.bar{font-size:13px;fill:#5f5a52}
.number{font-size:13px;fill:#fff;text-anchor:middle}.pressed{font-size:14px;fill:#b23a22;text-anchor:middle}
.paper{fill:#faf8f3;stroke:#e6e0d5}.card{fill:#fff;stroke:#e6e0d5}.line{fill:none;stroke:#e6e0d5}.ink{fill:#1d1b18}
.seal{fill:#b23a22}.chosen{fill:#fff;stroke:#e6e0d5}.button{fill:none;stroke:#b23a22}
@media(prefers-color-scheme:dark){.title,.name{fill:#f1eee7}.soft,.bar{fill:#a9a298}.on,.pressed{fill:#f0765a}
.number{fill:#1b0e0a}.paper{fill:#161513;stroke:#37332d}.card,.chosen{fill:#201e1b;stroke:#37332d}.line{stroke:#37332d}
.ink{fill:#f1eee7}.seal{fill:#f0765a}.button{stroke:#f0765a}}`;

function picture(/** @type {number} */ height, /** @type {string[]} */ parts) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">
<style>${STYLE}</style>
<rect class="paper" x=".5" y=".5" width="${WIDTH - 1}" height="${height - 1}" rx="14"/>
${words(16, 24, '微信公众平台 mp.weixin.qq.com', 'bar')}
<path class="line" d="M0 36H${WIDTH}"/>
${parts.filter(Boolean).join('\n')}
</svg>
`;
}
