import type { Plugin } from 'vite';

/** Has the browser fetch a file that the page will import, as soon as it has read the page. @param source its end */
export function preloadView(source: string): Plugin {
  return {
    name: 'preload-view',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const outputs = Object.values(bundle ?? {});
        return outputs.flatMap((output) => {
          if (output.type !== 'chunk' || !output.facadeModuleId?.endsWith(source)) return [];
          const attrs = { rel: 'modulepreload', crossorigin: true, href: `/${output.fileName}` };
          return [{ tag: 'link', attrs, injectTo: 'head' as const }];
        });
      },
    },
  };
}
