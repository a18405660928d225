import fastifyStatic from '@fastify/static';
import { PAGE_SETTINGS_META, type PageSettings } from '@maqiao/shared';
import type { FastifyInstance } from 'fastify';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Branding } from './branding/branding.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { OPEN_TO_EVERYBODY } from '../platform/http/callers.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { webPageMessages } from './web-page-messages.ts';
import type { Settings } from '../config/settings.ts';
import { findPageFolder } from './page-folder.ts';
import { framesOf, pageHeaders } from './page-headers.ts';
import { SCRIPT_TAG, serveScriptTag } from './script-tag.ts';

/** The placeholder for the settings in the built page. */
const PLACEHOLDER = '__MAQIAO_PAGE_SETTINGS__';

/** Serves the hosted login page at `/`, with its settings. */
export async function serveLoginPage(
  fastify: FastifyInstance,
  settings: Settings,
  branding: Branding,
): Promise<void> {
  const folder = findPageFolder();
  const headers = pageHeaders(settings);
  const page =
    folder === undefined
      ? undefined
      : withSettings(readFileSync(join(folder, 'index.html'), 'utf8'), settings, branding);
  fastify.get('/', { config: OPEN_TO_EVERYBODY }, (_request, reply) => {
    if (page === undefined)
      throw new ApiError('not_found', { detail: localize(webPageMessages.page_not_built) });
    return reply
      .headers(pageHeaders(settings, { frames: framesOf(settings) }))
      .header('Cache-Control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page);
  });
  if (folder === undefined) return;
  await fastify.register(fastifyStatic, {
    root: folder,
    // We add the routes ourselves: the plugin's own search for files would take most of the start.
    serve: false,
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
  for (const file of filesOf(folder)) {
    if (file === SCRIPT_TAG) {
      serveScriptTag(fastify, folder, settings);
      continue;
    }
    fastify.route({
      method: ['HEAD', 'GET'],
      url: `/${file}`,
      config: OPEN_TO_EVERYBODY,
      handler: (_request, reply) => reply.sendFile(`/${file}`),
      errorHandler(error, request, reply) {
        // The client has closed the connection meanwhile.
        if (error.code === 'ERR_STREAM_PREMATURE_CLOSE') request.raw.destroy();
        else fastify.errorHandler(error, request, reply);
      },
    });
  }
}

/** The names of the files that are served as they are. Any other path is not found. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.html'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}

/** A built page with its settings filled in. */
export function withSettings(html: string, settings: Settings, { brand, languages }: Branding): string {
  const page: PageSettings = {
    siteName: settings.siteName,
    demo: settings.demo,
    phoneUrl: settings.demoPhoneUrl,
    apiDocs: !settings.production,
    otherMethods: settings.loginMethods.some((id) => id !== 'mini-program' && id !== 'passkey'),
    color: brand.color,
    // The page may be opened under another name of this server than PUBLIC_URL.
    logoUrl: brand.logoUrl?.replace(settings.publicUrl, '') ?? null,
    languages: languages.offeredFor('page'),
  };
  if (!html.includes(PLACEHOLDER)) throw new Error(`index.html has no <meta name="${PAGE_SETTINGS_META}">`);
  return html.replace(PLACEHOLDER, () => escapeAttribute(JSON.stringify(page)));
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
