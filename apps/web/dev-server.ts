// `npm run dev`: the login page, the page where a client is answered, the account page and the owner's page from their sources, with hot
// reload. Everything else is passed on to the API that runs behind it at API_URL. It runs until its parent ends it, and
// tells it when it listens.
import { setTimeout as delay } from 'node:timers/promises';
import { createLogger, createServer, type Plugin } from 'vite';

const { HOST = '127.0.0.1', PORT = '3000', PUBLIC_URL = 'http://localhost:3000', API_URL = '' } = process.env;

/** What Vite answers itself: the four pages, their sources, and its own files. */
const OWN = /^\/(?:$|\?|(?:account|admin|interaction)\.html(?:$|\?)|@|src\/|node_modules\/)/;

/** How long a call waits for the API, which may be restarting. */
const TIMEOUT_MS = 15_000;
const RETRY_MS = 200;

/** Serves `/account`, `/admin` and `/interaction/{uid}` as the API does, and gives the pages what the API would have written into them. */
function asTheApiServesThem(): Plugin {
  return {
    name: 'as-the-api-serves-them',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        request.url = request.url
          ?.replace(/^\/(account|admin)(?=$|\?)/, '/$1.html')
          .replace(/^\/interaction\/[^/?]+(?=$|\?)/, '/interaction.html');
        next();
      });
    },
    transformIndexHtml: {
      order: 'pre',
      handler: async (html, { path }) => {
        const served = await pageOfApi(path === '/admin.html' ? '/admin' : '/');
        const settings = /<meta name="maqiao" content="([^"]*)"/.exec(served)?.[1] ?? '';
        return html.replace('__MAQIAO_PAGE_SETTINGS__', () => settings);
      },
    },
  };
}

async function pageOfApi(path: string): Promise<string> {
  for (const began = performance.now(); ; await delay(RETRY_MS)) {
    try {
      return await (await fetch(API_URL + path)).text();
    } catch (error) {
      if (performance.now() - began > TIMEOUT_MS) throw error;
    }
  }
}

/** Hides errors of calls while the API restarts: the page tries again. */
const logger = createLogger('warn');
const logError = logger.error.bind(logger);
logger.error = (message, options) => {
  if (!/proxy (socket )?error/.test(message)) logError(message, options);
};

const server = await createServer({
  root: import.meta.dirname,
  plugins: [asTheApiServesThem()],
  customLogger: logger,
  clearScreen: false,
  appType: 'mpa',
  server: {
    host: HOST,
    port: Number(PORT),
    strictPort: true,
    allowedHosts: [new URL(PUBLIC_URL).hostname],
    proxy: {
      '^/': { target: API_URL, ws: true, bypass: ({ url = '/' }) => (OWN.test(url) ? url : undefined) },
    },
  },
});
await server.listen();
process.once('disconnect', () => process.exit());
process.send?.({ type: 'listening' });
