/** Set in a tab that was opened from the chat or the menu of the official account. */
const FROM_CHAT = 'phone.from-chat';

/** The origin whose links are marked; null: none. The server says so, see `markWechatBrowser`. */
let markedOrigin: string | null = null;

/** Links to that origin get `wechat_browser=1` from now on. */
export function markLinksTo(origin: string | undefined): void {
  markedOrigin = origin ?? null;
}

/**
 * Opens a link as WeChat's browser does: on the phone of the same person, in a tab of its own, or on a computer in a window
 * as large as a phone. A tab cannot send
 * WeChat's User-Agent; a server that wants to know is told by the query `wechat_browser=1` where that is switched on.
 */
export function openInWechatBrowser(link: string, fromChat: boolean): void {
  const url = new URL(link);
  if (url.origin === markedOrigin) url.searchParams.set('wechat_browser', '1');
  // A new tab begins with a copy of this one's session storage, so it knows the person, and this.
  if (fromChat) sessionStorage.setItem(FROM_CHAT, '1');
  const tab = window.open(url, '', isWide() ? 'popup,width=420,height=800' : '');
  sessionStorage.removeItem(FROM_CHAT);
  if (tab) tab.opener = null;
}

function isWide(): boolean {
  return matchMedia('(min-width: 900px)').matches;
}

/** Whether this tab was opened from the chat. */
export function cameFromChat(): boolean {
  return sessionStorage.getItem(FROM_CHAT) !== null;
}
