// Serves one example site beside the demo until it is stopped. Runs on the pinned Node; `npm run example` is the way in.
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { buildAll } from './lib/builds.mjs';
import { buildSettings, portOf, readDotenv } from './lib/environment.mjs';
import { EXAMPLES } from './lib/examples.mjs';
import { say } from './lib/words.mjs';
import { CommandError, main, root, runPinned } from './lib/workspace.mjs';

/** The login's address as the examples' sources have it. */
const WRITTEN_URL = 'http://localhost:3000';
const DEMO_PHONE = '/demo-phone.js';
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

main(async () => {
  readDotenv();
  const { folder, builds } = EXAMPLES.get(process.argv[2] ?? '') ?? {};
  if (!folder || !builds) throw new CommandError(say('example_way_in'));
  const settings = buildSettings();
  const port = portOf('EXAMPLE_PORT', 3100);
  const origin = `http://localhost:${port}`;
  await buildAll(settings, builds);
  const phoneUrl = process.env.WECHAT_APP_ID
    ? null
    : `http://${new URL(settings.publicUrl).hostname}:${portOf('SIMULATOR_PORT', settings.port + 1)}/phone/`;
  await serve(join(root, folder), port, settings.publicUrl, phoneUrl);
  console.log(`\n  ${say('example_site', { url: origin, name: process.argv[2] ?? '' })}`);

  process.on('disconnect', () => process.exit()); // who started us is gone
  const listed = [process.env.CORS_ORIGINS, origin].filter(Boolean).join(',');
  await runPinned('scripts/serve.mjs', [], { leash: true, env: { ...process.env, CORS_ORIGINS: listed } });
  process.exit();
});

/**
 * A few files of text. The login's address in them is put right when PUBLIC_URL is another. In the demo no phone can
 * scan the code, so a link to the stand-in phone is put below it.
 * @param {string | null} phoneUrl null when real phones scan
 */
function serve(folder, port, publicUrl, phoneUrl) {
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
    server.once('error', () => reject(new CommandError(say('port_taken', { port, name: 'EXAMPLE_PORT' }))));
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
}
