import accepts from 'accepts';
import type { FastifyRequest } from 'fastify';

/**
 * Whether a person has opened this address in a browser, and so reads an error as a page: a navigation, as browsers say
 * (https://w3c.github.io/webappsec-fetch-metadata/). To a plain http address in one's own network they say nothing:
 * there `Accept` decides, below `/api` always for the program.
 */
export function asksForPage(request: FastifyRequest): boolean {
  const { 'sec-fetch-mode': mode } = request.headers;
  if (mode !== undefined && mode !== 'navigate') return false;
  if (mode === undefined && (isCall(request.url) || !/^(GET|HEAD)$/.test(request.method))) return false;
  return (
    accepts(request.raw).type(['application/problem+json', 'application/json', 'text/html']) === 'text/html'
  );
}

/** Whether an address is one that programs call. */
export function isCall(url: string): boolean {
  return /^\/+(api|socket\.io)(\/|\?|$)/i.test(url);
}
