// Generates docs/settings.md and its Chinese version, from the schema that the API reads its settings with.
import { settingsSchema } from '../../../apps/api/src/config/settings-schema.ts';
import { SETTING_WORDS_ZH, UNSET_WORDS } from '../../../apps/api/src/config/settings-words.ts';
import { GENERATED } from './generated.mjs';

/** @typedef {'en' | 'zh'} Language */

/** The groups of the page, by the first setting of each in the schema. */
const GROUPS = {
  NODE_ENV: { en: 'The server', zh: '服务' },
  WECHAT_APP_ID: { en: 'Your mini program', zh: '你的小程序' },
  WECHAT_OFFICIAL_ACCOUNT_APP_ID: { en: 'Your official account', zh: '你的公众号' },
  WECHAT_WEBSITE_APP_ID: { en: 'Your website app', zh: '你的网站应用' },
  DATABASE_URL: { en: 'Data and secret', zh: '数据和密钥' },
  SITE_API_KEY: { en: 'Your own programs', zh: '你自己的程序' },
  LOGIN_METHODS: { en: 'Logins and sessions', zh: '登录和会话' },
  SCENES_PER_MINUTE: { en: 'Limits', zh: '限额' },
  TRUST_PROXY: { en: 'Proxies, other pages, logs', zh: '代理、其他页面和日志' },
  DEMO_PHONE_URL: { en: 'The demo', zh: '演示' },
};

const WORDS = {
  en: {
    opening: `# Settings

All settings are optional, and are read once, at the start: from the environment, and from the file \`.env\` in the folder of Maqiao; the environment takes precedence. [.env.example](../.env.example) is a template to copy. If a setting is invalid or contradicts another, the start fails with a message that names the setting and what it must be, never its value.

Without an account of WeChat’s (\`WECHAT_APP_ID\`, \`WECHAT_OFFICIAL_ACCOUNT_APP_ID\` or \`WECHAT_WEBSITE_APP_ID\`) Maqiao runs as the [demo](demo.md).`,
    takes: (wants) => `Takes ${wants}.`,
    unset: (value) => `Unless set: ${value}.`,
    none: 'nothing',
    scripts: `## Read by commands only

### \`SIMULATOR_PORT\`

\`npm start\`, demo only: port of the simulated WeChat and phone. Unless set: \`PORT\` + 1.

### \`WECHAT_PROFILE_PAGE\`

Whether the mini program is built with the page where users set a nickname and an avatar. With \`false\` it has no such page, and its [privacy guide](privacy-guide.md) does not mention them; what users have set before is kept until they delete their account. Takes true or false. Unless set: \`true\`.

### \`MAQIAO_ENV_FILE\`

For a release, \`npm start\` and the commands: the file with the settings. Unless set: \`.env\` in the folder of the release, or of the repository.

### \`POSTGRES_PROGRAMS\`

Backup and restore with PostgreSQL: the folder with \`pg_dump\`, \`pg_restore\` and \`psql\`. Unless set: they are found through \`PATH\`.

### \`WECHAT_UPLOAD_KEY_FILE\`

Uploading the mini program: the file with the upload key of WeChat's console. Unless set: nothing is uploaded.

## Language

### \`MAQIAO_LANG\`

Language of the messages that the server and its commands print: \`zh\` or \`en\`. Unless set: Chinese where \`LC_ALL\`, \`LC_MESSAGES\` or \`LANG\` begins with \`zh\`, else English. Users see the language of their own browser and phone.`,
  },
  zh: {
    opening: `# 设置

全部可省略，启动时读一次：先看环境变量，再看码桥目录里的 \`.env\`。[.env.example](../../.env.example) 是可以直接复制的模板。写错或互相矛盾时不会启动，并用一句话指出是哪一项、应该怎么写，不会显示它的值。

微信的账号（\`WECHAT_APP_ID\`、\`WECHAT_OFFICIAL_ACCOUNT_APP_ID\` 或 \`WECHAT_WEBSITE_APP_ID\`）一个都不填时，以[演示](demo.md)方式运行。`,
    takes: (wants) => `应为：${wants}。`,
    unset: (value) => `不设时：${value}。`,
    none: '无',
    scripts: `## 只有命令会读

### \`SIMULATOR_PORT\`

\`npm start\`，仅演示：模拟微信和“手机”的端口。不设时：\`PORT\` + 1。

### \`WECHAT_PROFILE_PAGE\`

构建小程序：带不带设置昵称和头像的那一页。\`false\` 构建出的小程序没有这一页，[隐私指引](privacy-guide.md)里也就不提昵称和头像；以前设置过的会留着，直到用户删除账号。应为：true 或 false。不设时：\`true\`。

### \`MAQIAO_ENV_FILE\`

安装包、\`npm start\` 和各个命令：设置文件的路径。不设时：安装目录或仓库里的 \`.env\`。

### \`POSTGRES_PROGRAMS\`

PostgreSQL 的备份和恢复：\`pg_dump\`、\`pg_restore\` 和 \`psql\` 所在的目录。不设时：在 \`PATH\` 里找。

### \`WECHAT_UPLOAD_KEY_FILE\`

上传小程序：公众平台生成的上传密钥文件。不设时：不能上传。

## 语言

### \`MAQIAO_LANG\`

服务和各条命令显示消息用的语言：\`zh\` 或 \`en\`。不设时：\`LC_ALL\`、\`LC_MESSAGES\` 或 \`LANG\` 以 \`zh\` 开头用中文，否则用英文。用户看到的语言跟随他们自己的浏览器和手机。`,
  },
};

/** Names of all settings, including those that only commands read. */
export const SETTING_NAMES = [
  ...Object.keys(settingsSchema.shape),
  ...[
    'SIMULATOR_PORT',
    'WECHAT_PROFILE_PAGE',
    'MAQIAO_ENV_FILE',
    'POSTGRES_PROGRAMS',
    'WECHAT_UPLOAD_KEY_FILE',
    'MAQIAO_LANG',
  ],
];

/** @param {Language} language */
export function settingsPage(language) {
  const words = WORDS[language];
  const parts = [GENERATED[language], words.opening];
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    const group = GROUPS[name];
    if (group) parts.push(`## ${group[language]}`);
    parts.push(`### \`${name}\``, entry(name, schema, language));
  }
  parts.push(words.scripts);
  return `${parts.join('\n\n')}\n`;
}

function entry(name, schema, language) {
  const words = WORDS[language];
  const inEnglish = language === 'en';
  const meaning = inEnglish ? schema.description : SETTING_WORDS_ZH[name].meaning;
  const wants = inEnglish ? wantsOf(schema) : SETTING_WORDS_ZH[name].wants;
  const fixed = ['default', 'prefault'].includes(schema.def.type)
    ? `\`${schema.def.defaultValue}\``
    : undefined;
  const unset = UNSET_WORDS[name]?.[language] ?? fixed ?? words.none;
  const lines = [sentence(withCode(meaning), inEnglish ? '.' : '。')];
  lines.push(
    [wants && words.takes(withCode(wants)), words.unset(unset)].filter(Boolean).join(inEnglish ? ' ' : ''),
  );
  return lines.join('\n\n');
}

/** The message of the schema for an invalid value: says what is valid; undefined when any text is valid. */
function wantsOf(schema) {
  for (const nonsense of ['', '\0', ' '.repeat(5000), 'x'.repeat(5000)]) {
    const message = schema.safeParse(nonsense).error?.issues[0]?.message;
    if (message && !/^(Invalid|Too)/.test(message)) return message;
  }
  return undefined;
}

const sentence = (text, stop) => text.charAt(0).toUpperCase() + text.slice(1) + stop;

/** Marks names of settings, URLs and values as code: Markdown would hide what is between < and >. */
function withCode(text) {
  return text.replace(
    /(?:[a-z0-9-]+:\/\/[^\s,，。；、]*|[a-z]+:<[^>]+>(?:,[a-z]+:<[^>]+>)*|(?:,?[a-z.]+=(?:\*|<id>)(?:\|<id>)*)+|\/api\/[a-z]+|GET \/forward-auth|\/wechat\/official-account|MP_verify_….txt|\/metrics|\/admin|npm start|\b[A-Z][A-Z0-9]*_[A-Z_0-9]+\b)/g,
    (found) => `\`${found}\``,
  );
}
