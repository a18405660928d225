import type { FastifyInstance } from 'fastify';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPEN_TO_EVERYBODY } from '../platform/http/callers.ts';
import type { Settings } from '../config/settings.ts';
import { entityTagOf, hasAlready } from './entity-tag.ts';
import { pageHeaders } from './page-headers.ts';

/** The script tag among the files of the page's build. */
export const SCRIPT_TAG = 'maqiao.js';
/** The placeholder for PUBLIC_URL in that build (libs/browser/src/script-server.ts). */
const PLACEHOLDER = '__MAQIAO_PUBLIC_URL__';

/**
 * Serves `/maqiao.js` with PUBLIC_URL filled in: a module script, or one run by a loader, cannot find out its address.
 */
export function serveScriptTag(
  fastify: FastifyInstance,
  folder: string,
  settings: Pick<Settings, 'publicUrl'>,
): void {
  const built = readFileSync(join(folder, SCRIPT_TAG), 'utf8');
  const script = built.replaceAll(PLACEHOLDER, () => new URL(settings.publicUrl).origin);
  const tag = entityTagOf(script);
  const headers = { ...pageHeaders(settings), 'Cache-Control': 'no-cache', ETag: tag };
  fastify.get(`/${SCRIPT_TAG}`, { config: OPEN_TO_EVERYBODY }, (request, reply) => {
    void reply.headers(headers);
    if (hasAlready(request, tag)) return reply.status(304).send();
    return reply.type('text/javascript; charset=utf-8').send(script);
  });
}
