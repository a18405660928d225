import { MAQIAO_LOGIN_CSS } from '@maqiao/browser/element';
import type { Plugin } from 'vite';

/**
 * Builds the card's style sheet as a file, and names it in the page: browsers without constructed sheets (Safari before
 * 16.4, Firefox before 101) need a link, as the page's policy refuses a style element.
 */
export function cardStyles(): Plugin {
  let file: string;
  return {
    name: 'card-styles',
    apply: 'build',
    buildStart() {
      file = this.emitFile({ type: 'asset', name: 'maqiao-login.css', source: MAQIAO_LOGIN_CSS });
    },
    generateBundle() {
      file = this.getFileName(file);
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        { tag: 'meta', attrs: { name: 'maqiao-card-styles', content: `/${file}` }, injectTo: 'head' },
      ],
    },
  };
}
