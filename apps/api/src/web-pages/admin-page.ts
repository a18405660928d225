import type { FastifyInstance } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Branding } from './branding/branding.ts';
import { OPEN_TO_EVERYBODY } from '../platform/http/callers.ts';
import type { Settings } from '../config/settings.ts';
import { withSettings } from './login-page.ts';
import { findPageFolder } from './page-folder.ts';
import { pageHeaders } from './page-headers.ts';

/**
 * Serves the owner's page at `/admin`. It contains no data, and asks for ADMIN_KEY. It is served without an ADMIN_KEY
 * too, to say what is missing. Its scripts come from the folder of the login page.
 */
export function serveAdminPage(fastify: FastifyInstance, settings: Settings, branding: Branding): void {
  const file = join(findPageFolder() ?? '', 'admin.html');
  if (!existsSync(file)) return;
  const page = withSettings(readFileSync(file, 'utf8'), settings, branding);
  fastify.get('/admin', { config: OPEN_TO_EVERYBODY }, (_request, reply) =>
    reply
      .headers({ ...pageHeaders(settings), 'X-Robots-Tag': 'noindex' })
      .header('Cache-Control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page),
  );
}
