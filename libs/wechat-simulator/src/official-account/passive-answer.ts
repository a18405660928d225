import type { Article, ChatEntry } from './chats.ts';
import { decryptMessage, pushSignature } from './message-encryption.ts';
import type { OfficialAccountSettings } from './settings.ts';
import { type XmlElement, childText, readXml } from './xml.ts';

type AccountEntry = Extract<ChatEntry, { from: 'account' }>;

/** WeChat shows at most this many links of one answer. */
const MOST_ARTICLES = 8;

/**
 * Reads what the account's server answered to a push of that person. Undefined for an empty answer and for `success`.
 * Throws an Error that says what WeChat would not take: a wrong mode, signature, key, app id, addressee or shape.
 */
export function readPassiveAnswer(
  settings: OfficialAccountSettings,
  openid: string,
  body: string,
): AccountEntry | undefined {
  if (body === '' || body === 'success') return undefined;
  const outer = element(settings, body);
  const encrypted = childText(outer, 'Encrypt');
  if (encrypted === undefined) {
    if (settings.mode === 'safe') throw new Error('In safe mode the answer must be encrypted');
    return entry(settings, openid, outer);
  }
  if (settings.mode === 'plain') throw new Error('In plain mode the answer must not be encrypted');
  const [signature, timestamp, nonce] = ['MsgSignature', 'TimeStamp', 'Nonce'].map((name) =>
    needed(outer, name),
  );
  if (signature !== pushSignature(settings.token, timestamp ?? '', nonce ?? '', encrypted)) {
    throw new Error('MsgSignature does not fit');
  }
  return entry(
    settings,
    openid,
    element(settings, decryptMessage(settings.encodingAesKey, settings.appId, encrypted)),
  );
}

function entry(settings: OfficialAccountSettings, openid: string, answer: XmlElement): AccountEntry {
  if (needed(answer, 'ToUserName') !== openid) throw new Error('ToUserName is not the person who wrote');
  if (needed(answer, 'FromUserName') !== settings.id) throw new Error('FromUserName is not the account');
  if (!/^\d{1,12}$/.test(needed(answer, 'CreateTime')))
    throw new Error('CreateTime is not a number of seconds');
  const type = needed(answer, 'MsgType');
  if (type === 'text') {
    const text = needed(answer, 'Content');
    if (text === '' || Buffer.byteLength(text) > 2048) throw new Error('Content must have 1 to 2048 bytes');
    return { from: 'account', kind: 'text', text };
  }
  if (type !== 'news') throw new Error('MsgType is neither text nor news');
  const articles = articlesOf(answer);
  if (articles.length < 1 || articles.length > MOST_ARTICLES)
    throw new Error('Articles must hold 1 to 8 of them');
  if (needed(answer, 'ArticleCount') !== String(articles.length)) {
    throw new Error('ArticleCount is not the number of Articles');
  }
  return { from: 'account', kind: 'news', articles };
}

function articlesOf(answer: XmlElement): Article[] {
  const list = answer.children.find(({ name }) => name === 'Articles')?.children ?? [];
  return list.map((item) => ({
    title: needed(item, 'Title'),
    description: childText(item, 'Description') ?? '',
    pictureUrl: childText(item, 'PicUrl') ?? '',
    url: needed(item, 'Url'),
  }));
}

function needed(parent: XmlElement, name: string): string {
  const text = childText(parent, name);
  if (text === undefined) throw new Error(`${name} is missing`);
  return text;
}

/** An account that is pushed JSON may answer with JSON or with XML. */
function element(settings: OfficialAccountSettings, body: string): XmlElement {
  if (settings.format === 'json' && body.trimStart().startsWith('{'))
    return fromJson('xml', JSON.parse(body));
  return readXml(body);
}

function fromJson(name: string, value: unknown): XmlElement {
  if (typeof value !== 'object' || value === null) return { name, text: String(value), children: [] };
  const children = Array.isArray(value)
    ? value.map((item) => fromJson('item', item))
    : Object.entries(value).map(([key, member]) => fromJson(key, member));
  return { name, text: '', children };
}
