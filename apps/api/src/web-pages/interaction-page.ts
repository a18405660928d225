import type { FastifyInstance } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { OPEN_TO_EVERYBODY } from '../platform/http/callers.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import type { Branding } from './branding/branding.ts';
import { withSettings } from './login-page.ts';
import { findPageFolder } from './page-folder.ts';
import { framesOf, pageHeaders } from './page-headers.ts';
import { webPageMessages } from './web-page-messages.ts';

/**
 * Serves the page where a person answers a client: `/interaction/{uid}`. It is the same for every interaction, and asks
 * for its own by `GET /api/sign-in-options?interaction=`, so that one of another browser tells nobody who asked.
 * @param hasClients whether anything can ask; without a client there is no such page
 */
export function serveInteractionPage(
  fastify: FastifyInstance,
  settings: Settings,
  branding: Branding,
  hasClients: () => Promise<boolean>,
): void {
  const file = join(findPageFolder() ?? '', 'interaction.html');
  const page = existsSync(file) ? withSettings(readFileSync(file, 'utf8'), settings, branding) : undefined;
  const headers = interactionPageHeaders(settings);
  fastify.get('/interaction/:uid', { config: OPEN_TO_EVERYBODY }, async (_request, reply) => {
    if (!(await hasClients())) throw new ApiError('not_found');
    if (page === undefined)
      throw new ApiError('not_found', { detail: localize(webPageMessages.page_not_built) });
    return reply.headers(headers).type('text/html; charset=utf-8').send(page);
  });
}

/**
 * A client may have opened the page as a pop-up, and waits for it: a policy about openers would cut the two apart for good
 * (https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies). There is no form in the page, so
 * none may send anything; whoever answers is sent on by an ordinary navigation. Never kept: where a person goes back to,
 * the page asks anew what is still true.
 */
function interactionPageHeaders(settings: Settings): Record<string, string> {
  return {
    ...pageHeaders(settings, { frames: framesOf(settings) }),
    'Cross-Origin-Opener-Policy': 'unsafe-none',
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex',
  };
}
