import type { FastifyInstance } from 'fastify';

/**
 * Tells an unknown method of a known path (405 with `Allow`, RFC 9110 §15.5.6) from an unknown path (404), which
 * Fastify's router does not do. Asks that router, so that a path is known here however it is written.
 */
export class RouteMethods {
  constructor(private readonly fastify: FastifyInstance) {}

  /** The methods that the address of a call takes, sorted; empty for one that no route has. */
  allowedAt(url: string): string[] {
    return this.fastify.supportedMethods.filter((method) => this.#takes(method, url)).sort();
  }

  #takes(method: string, url: string): boolean {
    // Null, whatever the types say, where no route is found. Routes for anything below them serve files, not calls.
    const route = this.fastify.findRoute({ method, url }) as { params: object } | null;
    return route !== null && !('*' in route.params);
  }
}
