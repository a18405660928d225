import { ERROR_WORDS, type ErrorCode, type ErrorWords, type Language } from '@maqiao/shared';

/** The texts around the error on the page. `{…}` is filled in. */
export const PROBLEM_PAGE_WORDS: Record<Language, { home: string; request: string; apiDocs: string }> = {
  zh: { home: '去登录页', request: '请求编号 {id}。要反馈问题时，请告诉站长', apiDocs: '接口文档' },
  en: {
    home: 'Go to the sign-in page',
    request: 'Request {id}. If you report this, tell the owner of the site this number',
    apiDocs: 'Documentation of the calls',
  },
};

const NO_PAGE: Record<Language, ErrorWords> = {
  zh: { happened: '没有这个页面', next: '请检查网址，或者从登录页开始' },
  en: { happened: 'There is no such page', next: 'Check the address, or begin at the sign-in page' },
};

const FOR_PROGRAMS: Record<Language, ErrorWords> = {
  zh: { happened: '这个地址是给程序用的', next: '它没有页面可看。请从登录页开始' },
  en: {
    happened: 'This address is for programs',
    next: 'There is no page to see here. Begin at the sign-in page',
  },
};

/** Texts for a person who has opened an address, where the text for programs would be wrong. */
const ON_A_PAGE: Partial<Record<ErrorCode, Record<Language, ErrorWords>>> = {
  not_found: NO_PAGE,
  invalid_request: {
    zh: { happened: '网址不完整，或者写错了', next: '请检查网址，或者从登录页开始' },
    en: { happened: 'This address is not complete', next: 'Check the address, or begin at the sign-in page' },
  },
  method_not_allowed: FOR_PROGRAMS,
  origin_not_allowed: FOR_PROGRAMS,
  unsupported_media_type: FOR_PROGRAMS,
  invalid_token: FOR_PROGRAMS,
};

/** What happened, and what to do, for somebody who has opened an address in a browser. */
export function problemWords(code: ErrorCode, language: Language): ErrorWords {
  return (ON_A_PAGE[code] ?? ERROR_WORDS[code])[language];
}
