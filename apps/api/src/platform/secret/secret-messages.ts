import type { MessageTable } from '../operator-messages/messages.ts';

/** What is wrong with MAQIAO_SECRET or with the database that it belongs to. */
export const secretMessages = {
  other_app_id: {
    en: 'DATABASE_URL names a database that belongs to another WECHAT_APP_ID, WECHAT_OFFICIAL_ACCOUNT_APP_ID or WECHAT_WEBSITE_APP_ID: the people in it are known to that one only. Use another database for another account.',
    zh: 'DATABASE_URL 指向的数据库属于另一个 WECHAT_APP_ID、WECHAT_OFFICIAL_ACCOUNT_APP_ID 或 WECHAT_WEBSITE_APP_ID：里面的用户都是那个账号的。换了账号，请换一个数据库。',
  },
  other_secret: {
    en: 'MAQIAO_SECRET (or MAQIAO_SECRET_FILE) is not the one that the database at DATABASE_URL was first used with.',
    zh: 'MAQIAO_SECRET（或 MAQIAO_SECRET_FILE）不是 DATABASE_URL 的数据库第一次使用时的那个。',
  },
  secret_file_missing: {
    en: 'MAQIAO_SECRET_FILE must name a file that exists.',
    zh: 'MAQIAO_SECRET_FILE 指向的文件不存在。',
  },
  secret_gone: {
    en: 'MAQIAO_SECRET must be set, or its file put back at {path}: what this database holds is sealed with it.',
    zh: '请设置 MAQIAO_SECRET，或者把它的文件放回 {path}：这个数据库里的内容是用它封存的。',
  },
  secret_not_kept: {
    en: 'MAQIAO_SECRET could not be kept in {path} ({failure}).',
    zh: 'MAQIAO_SECRET 无法保存到 {path}（{failure}）。',
  },
  secret_not_read: {
    en: 'MAQIAO_SECRET: {path} cannot be read ({failure}).',
    zh: 'MAQIAO_SECRET：无法读取 {path}（{failure}）。',
  },
  secret_guessable: {
    en: 'MAQIAO_SECRET (or its file) is a pattern that can be guessed: set 32 random bytes, such as openssl rand -base64 32 makes.',
    zh: 'MAQIAO_SECRET（或它的文件）有规律，别人猜得到：请换成 32 个随机字节，例如 openssl rand -base64 32 的输出。',
  },
  secret_guessable_in_use: {
    en: 'MAQIAO_SECRET (or its file) is a pattern that can be guessed, and whoever guesses it can sign in as anybody. Replace it, as docs/upgrading.md says: everybody then signs in again.',
    zh: 'MAQIAO_SECRET（或它的文件）有规律，谁猜到就能以任何人的身份登录。请按 docs/zh/upgrading.md 更换它；更换后大家要重新登录。',
  },
  secret_malformed: {
    en: 'MAQIAO_SECRET: {path} must hold 32 random bytes as base64, base64url or hexadecimal.',
    zh: 'MAQIAO_SECRET：{path} 里应为 32 个随机字节，写成 base64、base64url 或十六进制。',
  },
} as const satisfies MessageTable;
