import type { FastifyInstance } from 'fastify';

/** Largest body of any call. The longest real one is a token to introspect. */
const BODY_LIMIT = 16 * 1024;

/**
 * JSON is the only body that is read: the urlencoded parser of Nest's adapter would let a cross-site form post,
 * and Fastify's own refuses the empty JSON body that `wx.request` sends.
 */
export function readJsonOnly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    (request, body, done) => {
      if (body === '') done(null, {});
      else void parse(request, body as string, done);
    },
  );
}
