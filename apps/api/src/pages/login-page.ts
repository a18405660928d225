import fastifyStatic from '@fastify/static';
import { PAGE_SETTINGS_META, type PageSettings } from '@maqiao/shared';
import type { FastifyInstance } from 'fastify';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiError } from '../common/api-error.ts';
import { say } from '../common/operator-words.ts';
import type { Settings } from '../config/settings.ts';
import { findPageFolder } from './page-folder.ts';
import { pageHeaders } from './page-headers.ts';

/** Where the page's build leaves room for its settings. */
const PLACEHOLDER = '__MAQIAO_PAGE_SETTINGS__';

/** Serves the hosted login page at `/`, told who it signs people in to. */
export async function serveLoginPage(fastify: FastifyInstance, settings: Settings): Promise<void> {
  const folder = findPageFolder();
  const headers = pageHeaders(settings);
  const page =
    folder === undefined
      ? undefined
      : withSettings(readFileSync(join(folder, 'index.html'), 'utf8'), settings);
  fastify.get('/', (_request, reply) => {
    if (page === undefined) throw new ApiError('not_found', { detail: say('page_not_built') });
    return reply
      .headers(headers)
      .header('Cache-Control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page);
  });
  if (folder === undefined) return;
  await fastify.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: false,
    globIgnore: ['index.html', 'admin.html'],
    setHeaders(response, path) {
      for (const [name, value] of Object.entries(headers)) void response.header(name, value);
      // Names in assets/ carry a hash of their content.
      const fingerprinted = path.includes(`${join(folder, 'assets')}`);
      void response.header(
        'Cache-Control',
        fingerprinted ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
}

/** A page of ours, told who it signs people in to. */
export function withSettings(html: string, settings: Settings): string {
  const page: PageSettings = {
    siteName: settings.siteName,
    demo: settings.demo,
    phoneUrl: settings.demoPhoneUrl,
  };
  if (!html.includes(PLACEHOLDER)) throw new Error(`index.html has no <meta name="${PAGE_SETTINGS_META}">`);
  return html.replace(PLACEHOLDER, () => escapeAttribute(JSON.stringify(page)));
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
