import type { FastifyInstance } from 'fastify';

/** Largest body of a JSON call, in bytes. The longest legitimate one is a token to introspect. */
const BODY_LIMIT = 16 * 1024;

/**
 * Makes JSON the only body that is parsed. The urlencoded parser of Nest's adapter would accept cross-site form posts,
 * and Fastify's own JSON parser refuses the empty body that `wx.request` sends.
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
