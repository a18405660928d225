import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * Puts parts that pages share in the place of their `<!--include name.html-->`, with its indentation. They are in
 * src/frame; a part may have parts itself.
 */
export function includedParts(): Plugin {
  return {
    name: 'included-parts',
    transformIndexHtml: {
      order: 'pre',
      handler: withParts,
    },
  };
}

function withParts(html: string): string {
  return html.replace(/^( *)<!--include ([\w-]+\.html)-->$/gm, (_line, indent: string, name: string) =>
    withParts(partCalled(name)).replace(/^(?=.)/gm, indent),
  );
}

function partCalled(name: string): string {
  return readFileSync(new URL(`src/frame/${name}`, import.meta.url), 'utf8').trimEnd();
}
