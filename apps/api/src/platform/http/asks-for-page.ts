import accepts from 'accepts';
import type { FastifyRequest } from 'fastify';

/**
 * Whether this request is a navigation in a browser, so that an error is shown as a page. Browsers tell by
 * `Sec-Fetch-Mode` (https://w3c.github.io/webappsec-fetch-metadata/), but not over plain http to another machine: there
 * `Accept` decides, and below `/api` an error is never a page.
 */
export function asksForPage(request: FastifyRequest): boolean {
  const { 'sec-fetch-mode': mode } = request.headers;
  if (mode !== undefined && mode !== 'navigate') return false;
  if (mode === undefined && (isCall(request.url) || !/^(GET|HEAD)$/.test(request.method))) return false;
  return (
    accepts(request.raw).type(['application/problem+json', 'application/json', 'text/html']) === 'text/html'
  );
}

/** Whether a path belongs to the API or to socket.io. */
export function isCall(url: string): boolean {
  return /^\/+(api|socket\.io)(\/|\?|$)/i.test(url);
}
