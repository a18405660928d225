import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What `npm run keys:rotate` prints. */
export const keysRotateMessages = {
  keys_not_rotated: { en: 'The signing keys were not rotated: {why}', zh: '签名密钥没有更换：{why}' },
  keys_without_key: {
    en: 'DATABASE_URL names a database without a signing key: start Maqiao with it first.',
    zh: 'DATABASE_URL 指向的数据库里还没有签名密钥：请先用它启动一次码桥。',
  },
  keys_option: { en: 'the only option is --revoke.', zh: '只有 --revoke 这一个选项。' },
  key_made: {
    en: 'The key {kid} was made. It is published now, and begins to sign at {time}.',
    zh: '生成了密钥 {kid}，现在已公布，{time} 开始签名。',
  },
  key_waiting: {
    en: 'Nothing was made: the key {kid} is published already, and begins to sign at {time}.',
    zh: '没有生成新的：密钥 {kid} 已经公布，{time} 开始签名。',
  },
  key_until: {
    en: 'The key {kid} signs until then, and stays published until {time}.',
    zh: '在那之前由密钥 {kid} 签名，它公布到 {time} 为止。',
  },
  keys_revoked: {
    en: 'The key {kid} signs from now on, and all others were removed. Instances that run notice within a minute.\nAccess tokens made before are refused then. Nobody has to sign in again: a page has a new one at its next refresh, ten minutes later at most.\nOther backends take the old ones until they read the JWKS again.',
    zh: '从现在起由密钥 {kid} 签名，其他全部删除。运行中的实例一分钟内就会知道。\n之前的访问令牌随之失效。没有人要重新登录：页面下次刷新时拿到新的，最多十分钟。\n别的后端在重读 JWKS 之前仍会接受旧的。',
  },
} as const satisfies MessageTable;
