import type { FastifyInstance } from 'fastify';

/**
 * Remembers which methods each registered path takes, so that an unknown method can be told apart (405 with
 * `Allow`, RFC 9110 §15.5.6) from an unknown path (404), which Fastify's router does not do.
 */
export class RouteMethods {
  readonly #routes = new Map<string, { pattern: RegExp; methods: Set<string> }>();

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', ({ url, method }) => {
      const route = this.#routes.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
      for (const one of Array.isArray(method) ? method : [method]) route.methods.add(one);
      this.#routes.set(url, route);
    });
  }

  /** The methods that this path takes, sorted; empty for an unknown path. */
  allowedAt(path: string): string[] {
    const methods = new Set<string>();
    for (const route of this.#routes.values()) {
      if (route.pattern.test(path)) for (const method of route.methods) methods.add(method);
    }
    return [...methods].sort();
  }
}

function patternOf(url: string): RegExp {
  if (url.includes('*')) return /(?!)/; // catch-alls serve files and hooks, not calls
  const escaped = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]+/g, '[^/]+');
  return new RegExp(`^${escaped}/?$`);
}
