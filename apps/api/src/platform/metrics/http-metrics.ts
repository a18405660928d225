import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';

/** Measures every HTTP call by its route: an address that no route knows is `none`, whatever it says. */
export function measureHttp(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    metrics.httpRequests.observe(
      {
        method: METHODS.has(request.method) ? request.method : 'other',
        route,
        status: String(reply.statusCode),
      },
      reply.elapsedTime / 1000,
    );
    done();
  });
}

/** A caller may write any word there, and each would be a series of its own. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS']);
