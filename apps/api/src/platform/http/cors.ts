import type { FastifyInstance } from 'fastify';
import type { OriginRule } from './origin-rule.ts';

/** Seconds for which a browser may remember the answer to a preflight. */
const MAX_AGE_SECONDS = '600';

/**
 * Tells browsers which pages of other origins may read our answers, and answers their preflights, by the CORS protocol
 * (https://fetch.spec.whatwg.org/#http-cors-protocol). By hand, as it is on the way of every call of a login: two headers
 * need no options to be put together for each.
 */
export function answerCors(fastify: FastifyInstance, originRule: OriginRule): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { origin, 'access-control-request-method': wanted } = request.headers;
    // Whatever the answer: a cache must not hand one origin's to another.
    void reply.header('Vary', 'Origin');
    if (origin === undefined || !originRule.isListed(origin)) return done();
    void reply
      .header('Access-Control-Allow-Origin', origin)
      .header('Access-Control-Expose-Headers', 'Retry-After');
    if (originRule.allowsCredentials(origin)) void reply.header('Access-Control-Allow-Credentials', 'true');
    if (request.method !== 'OPTIONS' || wanted === undefined) return done();
    void reply
      .status(204)
      .header('Access-Control-Allow-Methods', 'GET, POST, PATCH, DELETE')
      .header('Access-Control-Allow-Headers', 'Content-Type, Authorization')
      .header('Access-Control-Max-Age', MAX_AGE_SECONDS)
      .send();
  });
}
