import type { Language } from '../error-words.ts';

/** How the sign-in methods are called where they are looked back on. */
const METHOD_NAMES: Record<string, Record<Language, string>> = {
  'mini-program': { zh: '小程序扫码', en: 'Mini program' },
  'official-account': { zh: '公众号扫码', en: 'Official account, by a code' },
  message: { zh: '公众号消息', en: 'Official account, by a message' },
  'official-account-web': { zh: '微信内网页', en: 'In WeChat’s browser' },
  website: { zh: '微信网站应用', en: 'Website app' },
  passkey: { zh: '通行密钥', en: 'Passkey' },
};

/** The name of a sign-in method; the id of one that is not known here, such as a newer server’s. */
export function methodName(id: string, language: Language): string {
  return Object.prototype.hasOwnProperty.call(METHOD_NAMES, id) ? (METHOD_NAMES[id]?.[language] ?? id) : id;
}

/** Ids of the methods that have a name here, in the order in which they are offered. */
export const NAMED_METHODS: readonly string[] = Object.keys(METHOD_NAMES);
