// Serves the files of one example site, as a site's own web server would.
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { cannotListen } from './ports.mjs';
import { CommandError, root } from './workspace.mjs';

/** The address of Maqiao in the sources of the examples. */
const WRITTEN_URL = 'http://localhost:3000';
const DEMO_PHONE = '/demo-phone.js';
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/**
 * Serves text files, and replaces the address of Maqiao in them by PUBLIC_URL. In the demo no phone can scan the code,
 * so a link to the simulated phone is added below it. Resolves when it listens on the loopback address.
 * @param {string} name of the folder, relative to the root
 * @param {number} port
 * @param {{ publicUrl: string, phoneUrl: string | null }} login `phoneUrl` is null when real phones scan
 * @throws CommandError when it cannot listen there
 */
export function serveExample(name, port, { publicUrl, phoneUrl }) {
  const folder = join(root, name);
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', WRITTEN_URL).pathname));
    const file =
      path === DEMO_PHONE
        ? join(root, 'examples', DEMO_PHONE)
        : join(folder, path.endsWith('/') ? `${path}index.html` : path);
    const type = TYPES[extname(file)];
    if (
      !type ||
      !(file.startsWith(folder) || path === DEMO_PHONE) ||
      !statSync(file, { throwIfNoEntry: false })?.isFile()
    ) {
      return void response.writeHead(404).end();
    }
    const text = readFileSync(file, 'utf8')
      .replaceAll(WRITTEN_URL, publicUrl)
      .replaceAll(WRITTEN_URL.replace('http', 'ws'), publicUrl.replace('http', 'ws'))
      .replace('</body>', (end) =>
        phoneUrl === null ? end : `<script src="${DEMO_PHONE}" data-phone="${phoneUrl}"></script>${end}`,
      );
    response
      .writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' })
      .end(text);
  });
  return new Promise((resolve, reject) => {
    server.once('error', ({ code = '' }) =>
      reject(new CommandError(cannotListen('EXAMPLE_PORT', port, '127.0.0.1', code))),
    );
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
}
