/** The first line of a page that is made from code. */
export const GENERATED = {
  en: '<!-- Made by `npm run docs -- --generate`: change the code, not this page. -->',
  zh: '<!-- 由 `npm run docs -- --generate` 生成：请改代码，不要改这一页。 -->',
};
