import type { FastifyInstance } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { OPEN_TO_EVERYBODY } from '../platform/http/callers.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { installationRoot } from '../platform/process/installation-root.ts';
import { entityTagOf, hasAlready } from './entity-tag.ts';
import { pageHeaders } from './page-headers.ts';
import { webPageMessages } from './web-page-messages.ts';

const NAME = 'maqiao-browser.tgz';
/** In a repository libs/browser/pack.mjs puts it there, in a release scripts/lib/release/program.mjs. */
const BUILT = join('libs/browser/dist', NAME);

/**
 * Serves `/packages/maqiao-browser.tgz`, which `npm install https://login.example.com/packages/maqiao-browser.tgz` takes:
 * the client that fits this server. 404 with a sentence where it is not built.
 */
export function serveBrowserPackage(
  fastify: FastifyInstance,
  settings: Pick<Settings, 'publicUrl'>,
  file = join(installationRoot() ?? '.', BUILT),
): void {
  const content = existsSync(file) ? readFileSync(file) : undefined;
  const tag = content && entityTagOf(content);
  const headers = { ...pageHeaders(settings), 'Cache-Control': 'no-cache', ETag: tag };
  fastify.get(`/packages/${NAME}`, { config: OPEN_TO_EVERYBODY }, (request, reply) => {
    if (tag === undefined)
      throw new ApiError('not_found', { detail: localize(webPageMessages.browser_package_not_built) });
    void reply.headers(headers);
    if (hasAlready(request, tag)) return reply.status(304).send();
    return reply.type('application/gzip').send(content);
  });
}
