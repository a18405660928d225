import type { FastifyInstance } from 'fastify';
import type { OriginRule } from './origin-rule.ts';

/** Seconds for which a browser may cache the answer to a preflight. */
const MAX_AGE_SECONDS = '600';

/**
 * Sets the CORS headers, and answers preflights (https://fetch.spec.whatwg.org/#http-cors-protocol). Written here
 * instead of using a plugin because it runs for every call of a login, and two headers need no options to be evaluated
 * each time.
 */
export function answerCors(fastify: FastifyInstance, originRule: OriginRule): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { origin, 'access-control-request-method': wanted } = request.headers;
    // Always: a cache must not serve the answer for one origin to another.
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
