import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.ts';

/**
 * The path at which a POST does what `method` does at `path`: the path itself for PUT and PATCH, `{path}/delete` for
 * DELETE. Many firewalls refuse those three methods by default: rule 911100 of the OWASP core rule set allows
 * GET, HEAD, POST and OPTIONS (https://coreruleset.org/docs/). @returns undefined for every other method
 */
export function postTwinOf(method: string, path: string): string | undefined {
  if (method === 'PUT' || method === 'PATCH') return path;
  return method === 'DELETE' ? `${path}/delete` : undefined;
}

/**
 * Gives every route that takes PUT, PATCH or DELETE its POST twin: the same handler, with its guards, limits and
 * configuration. PUT and PATCH of one path share their twin.
 *
 * A twin requires a content type, also without a body. It is then not a "simple request"
 * (https://fetch.spec.whatwg.org/#http-cors-protocol): no form, beacon or `no-cors` fetch of another site can send it,
 * as none could send the original method.
 *
 * Must be called before routes are registered. If another POST route has the path of a twin, the start fails.
 */
export function addPostTwins(fastify: FastifyInstance): void {
  const made = new Set<string>();
  fastify.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) {
      const url = postTwinOf(method, route.url);
      if (url === undefined || made.has(url)) continue;
      made.add(url);
      fastify.route({
        ...route,
        method: 'POST',
        url,
        // Fastify writes the method and the path of a route into its configuration.
        config: { ...route.config },
        onRequest: (request, _reply, done) => {
          if (request.headers['content-type'] !== undefined) return done();
          done(
            new ApiError('unsupported_media_type', { detail: 'Send a Content-Type, also without a body.' }),
          );
        },
      });
    }
  });
}
