import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What each file of the archive is. */
export const archiveFiles = {
  'account.json': {
    en: 'The account: id, nickname, name of the picture, when it was made and last used, and accounts that were merged with it.',
    zh: '账号：编号、昵称、头像文件名、创建和最近登录的时间，以及与它合并过的账号。',
  },
  'ways-in.json': {
    en: 'The WeChat identities (openid, unionid) that sign in to the account, and names and pictures that WeChat has proposed.',
    zh: '登录用的微信身份（openid、unionid），以及微信提供的昵称和头像。',
  },
  'sessions.json': {
    en: 'Browsers that are signed in or were a short time ago, with address and place, and the apps that took part.',
    zh: '已登录或刚退出的浏览器，含地址和地点，以及用过这次登录的应用。',
  },
  'clients.json': {
    en: 'Apps and sites that were allowed to know the account, and the access that they have now.',
    zh: '同意过可以知道这个账号的应用和网站，以及它们现有的访问权。',
  },
  'security-events.json': {
    en: 'The audit log of the last 90 days.',
    zh: '最近 90 天的安全记录。',
  },
  'browsers.json': {
    en: 'Browsers that count as known, each as a hash of its cookie.',
    zh: '认得的浏览器，各以其 cookie 的哈希表示。',
  },
  'picture.jpg': { en: 'The picture.', zh: '头像。' },
} as const satisfies MessageTable;

/** A file of the archive that is made of tables. */
export type ArchiveFile = Exclude<keyof typeof archiveFiles, 'picture.jpg'>;

/** What stands around that in README.txt. */
export const archiveMessages = {
  archive_title: {
    en: 'Everything that {site} ({address}) keeps of one account, as of {time} (UTC).',
    zh: '{site}（{address}）保存的一个账号的全部内容，截至 {time}（UTC）。',
  },
  archive_ids: { en: 'Account: {ids}', zh: '账号：{ids}' },
  archive_format: {
    en: 'The .json files are text (UTF-8, RFC 8259). Times are ISO 8601 in UTC.',
    zh: '.json 文件是文本（UTF-8，RFC 8259），时间为 ISO 8601 格式的 UTC 时间。',
  },
  archive_without: {
    en: 'Not in here, because whoever has them could act as the person: WeChat’s session_key, tokens of WeChat and of apps, cookies. They are stored encrypted or as hashes. The server’s logs and backups are kept by whoever runs the site.',
    zh: '这里没有：微信的 session_key、微信和应用的令牌、cookie。拿到它们的人可以冒充本人，服务器只保存其密文或哈希。服务器的日志和备份由网站的运营者保管。',
  },
} as const satisfies MessageTable;
