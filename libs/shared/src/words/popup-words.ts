import type { Language } from '../error-words.ts';

/** What the card of an embedding page says of the pop-up with WeChat's own page. `{site}` is the site's name. */
export interface PopupWords {
  openPopup: string;
  popupOpen: string;
  popupOpenNext: string;
  showPopup: string;
  backToCode: string;
  cancelPopup: string;
  openAgain: string;
  popupBlocked: string;
  popupBlockedNext: string;
  popupClosed: string;
  popupClosedNext: string;
  /** The window is gone for this page; people may still see it. */
  popupSeveredNext: string;
  popupDeclined: string;
  popupDeclinedNext: string;
  popupExpired: string;
  popupFailed: string;
  popupFailedNext: string;
}

/** Beside {@link ELEMENT_WORDS}, as they are loaded only where a pop-up is offered. */
export const POPUP_WORDS: Record<Language, PopupWords> = {
  zh: {
    openPopup: '在微信的页面上登录',
    popupOpen: '请在打开的窗口里登录 {site}',
    popupOpenNext: '登录后那个窗口会自己关上',
    showPopup: '回到那个窗口',
    backToCode: '换回原来的码',
    cancelPopup: '取消',
    openAgain: '再打开一次',
    popupBlocked: '浏览器拦住了登录窗口',
    popupBlockedNext: '请允许这个网站打开弹出窗口，然后再打开一次',
    popupClosed: '登录窗口关上了',
    popupClosedNext: '登录还没有完成',
    popupSeveredNext: '如果那个窗口还开着，它已经和这个网页断开：请关掉它，换一种方式登录',
    popupDeclined: '你在微信里取消了登录',
    popupDeclinedNext: '想登录时，再打开一次',
    popupExpired: '等得太久，登录窗口过期了',
    popupFailed: '登录没有完成',
    popupFailedNext: '请再打开一次',
  },
  en: {
    openPopup: "Sign in on WeChat's page",
    popupOpen: 'Sign in to {site} in the window that has opened',
    popupOpenNext: 'It closes by itself once you have signed in',
    showPopup: 'Go to that window',
    backToCode: 'Back to the code',
    cancelPopup: 'Cancel',
    openAgain: 'Open it again',
    popupBlocked: 'The browser has blocked the sign-in window',
    popupBlockedNext: 'Allow pop-ups for this site, then open it again',
    popupClosed: 'The sign-in window was closed',
    popupClosedNext: 'You are not signed in yet',
    popupSeveredNext:
      'If it is still open, it has lost touch with this page: close it, and sign in another way',
    popupDeclined: 'You declined in WeChat',
    popupDeclinedNext: 'To sign in, open it again',
    popupExpired: 'The sign-in window has expired',
    popupFailed: 'You are not signed in',
    popupFailedNext: 'Open it again',
  },
};
