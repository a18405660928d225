import type { Article, ChatMessage } from './account-calls.ts';
import { element } from './element.ts';
import { words } from './words.ts';

/** What WeChat turns into links: `<a href="…">…</a>` and bare addresses. */
const LINK = /<a\s[^>]*?href="([^"]*)"[^>]*>([\s\S]*?)<\/a>|(https?:\/\/[^\s<]+)/gi;

/** Draws one entry of a chat; `open` is called with the address of a link that was tapped. */
export function chatMessage(message: ChatMessage, open: (url: string) => void): HTMLElement | null {
  if (message.kind === 'unavailable') {
    return element('li', { class: 'chat-note', 'data-kind': 'unavailable' }, words.accountUnavailable);
  }
  if (message.kind === 'event') {
    const text = eventText(message.event);
    return text === null ? null : element('li', { class: 'chat-note' }, text);
  }
  if (message.kind === 'news') {
    const articles = message.articles.map((article) => articleCard(article, open));
    return element('li', { class: 'chat-account' }, ...articles);
  }
  const bubble = element('div', { class: 'bubble' }, ...withLinks(message.text, open));
  return element('li', { class: message.from === 'person' ? 'chat-person' : 'chat-account' }, bubble);
}

function eventText(event: string): string | null {
  if (event === 'subscribe') return words.followed;
  if (event === 'SCAN') return words.scannedCode;
  return event === 'unsubscribe' ? words.unfollowed : null;
}

function articleCard(article: Article, open: (url: string) => void): HTMLElement {
  return element(
    'button',
    { class: 'article', type: 'button', onclick: () => open(article.url) },
    element('strong', {}, article.title),
    element('span', { class: 'soft small' }, article.description),
  );
}

/** Text is text; only links become elements. */
function withLinks(text: string, open: (url: string) => void): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const [whole, href, label, bare] = match;
    parts.push(text.slice(end, match.index));
    end = match.index + whole.length;
    const url = URL.parse(href ?? bare ?? '');
    const safe = url && /^https?:$/.test(url.protocol);
    parts.push(safe ? link(url.href, label ?? whole, open) : whole);
  }
  return [...parts, text.slice(end)];
}

function link(href: string, label: string, open: (url: string) => void): HTMLElement {
  const tapped = (event: Event) => {
    event.preventDefault();
    open(href);
  };
  return element('a', { href, onclick: tapped }, label);
}
