
/** What OpenID Connect tells the operator. */
export const oidcMessages = {
  pages_not_built: {
    en: 'The pages are not built: run npm run build.',
    zh: '页面还没有构建：请运行 npm run build。',
  },
} as const;
