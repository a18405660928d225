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
 * Serves `/account`, where people look after their own account. The page contains nothing of them: it asks with the token
 * of whoever is signed in. Never kept: where a person goes back to, the page asks anew.
 */
export function serveAccountPage(fastify: FastifyInstance, settings: Settings, branding: Branding): void {
  const file = join(findPageFolder() ?? '', 'account.html');
  const page = existsSync(file) ? withSettings(readFileSync(file, 'utf8'), settings, branding) : undefined;
  const headers = {
    // The form that begins a redirect method leads on to WeChat's page.
    ...pageHeaders(settings, { frames: framesOf(settings), forms: [settings.wechat.openBaseUrl] }),
    // That form is for pages of this origin: with `no-referrer` browsers would name none (Fetch §3.2).
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex',
  };
  fastify.get('/account', { config: OPEN_TO_EVERYBODY }, (_request, reply) => {
    if (page === undefined)
      throw new ApiError('not_found', { detail: localize(webPageMessages.page_not_built) });
    return reply.headers(headers).type('text/html; charset=utf-8').send(page);
  });
}
