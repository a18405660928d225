import type { Plugin } from 'vite';

/** Modules of engine.io-client that only its other transports need. */
const UNUSED = /\/engine\.io-client\/build\/esm\/transports\/(polling-xhr|webtransport)\.js$/;

/**
 * Leaves socket.io-client's other transports out of a bundle. Every socket of ours names `websocket` as its one
 * transport, which a bundler cannot know: engine.io-client keeps all of them in one table.
 */
export function websocketOnly(): Plugin {
  const leftOut = new Set<string>();
  return {
    name: 'websocket-only',
    load(id) {
      const [, name] = UNUSED.exec(id) ?? [];
      if (name === undefined) return null;
      leftOut.add(name);
      return 'export const XHR = undefined; export const WT = undefined;';
    },
    generateBundle() {
      if (leftOut.size !== 2)
        this.error('The transports of engine.io-client have moved: see websocket-only.ts.');
    },
  };
}
