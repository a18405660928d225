import type { FastifyInstance } from 'fastify';

/**
 * Tells an unknown method of a known path (405 with `Allow`, RFC 9110 §15.5.6) from an unknown path (404), which
 * Fastify's router does not do. Asks that router, so that every spelling of a path that it routes is known here.
 */
export class RouteMethods {
  constructor(private readonly fastify: FastifyInstance) {}

  /** The methods that a URL accepts, sorted; empty when it has no route. */
  allowedAt(url: string): string[] {
    return this.fastify.supportedMethods.filter((method) => this.#takes(method, url)).sort();
  }

  #takes(method: string, url: string): boolean {
    // `findRoute` returns null without a route, unlike its types. Wildcard routes serve files, not calls.
    const route = this.fastify.findRoute({ method, url }) as { params: object } | null;
    return route !== null && !('*' in route.params);
  }
}
