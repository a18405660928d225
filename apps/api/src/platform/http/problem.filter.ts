import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import { asksForPage } from './asks-for-page.ts';
import { problemOf, toApiError } from './problem.ts';
import type { RouteMethods } from './route-methods.ts';

/** Renders an error as a page, for a navigation in a browser; undefined where there is no page. */
export type DrawProblem = (
  error: ApiError,
  request: FastifyRequest,
) => { html: string; headers: Record<string, string> } | undefined;

/**
 * Answers every error with problem+json, or with a page for a navigation. Logs the cause, which the client does not
 * get.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Problem');

  constructor(
    private readonly routes: RouteMethods,
    private readonly draw: DrawProblem,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const error = this.#routed(toApiError(thrown), thrown, request, reply);
    // RFC 9110 §15.5.2 requires a challenge with each 401; an invalid token has its own error code (RFC 6750 §3.1).
    if (error.status === 401) void reply.header('WWW-Authenticate', challengeOf(error));
    tellOperator(this.#logger, error);
    sendProblem(reply, error, request, this.draw);
  }

  /** The router also says "not found" for a known path with another method: that becomes `method_not_allowed`. */
  #routed(error: ApiError, thrown: unknown, request: FastifyRequest, reply: FastifyReply): ApiError {
    if (error.code !== 'not_found' || thrown instanceof ApiError) return error;
    const allowed = this.routes.allowedAt(request.url);
    // A request target without a leading slash is routed as a path, and refused later: it is not a wrong method.
    if (allowed.length === 0 || allowed.includes(request.method)) return error;
    void reply.header('Allow', allowed.join(', '));
    return new ApiError('method_not_allowed');
  }
}

/** Writes an error to the log, as far as it is the operator's business. */
export function tellOperator(logger: Logger, error: ApiError): void {
  const line = { code: error.code, ...(error.operatorHint && { hint: error.operatorHint }) };
  if (error.code === 'internal') logger.error({ ...line, err: error.cause ?? error });
  else if (error.status >= 500) logger.error(line);
  else if (error.operatorHint) logger.warn(line);
}

function challengeOf(error: ApiError): string {
  const presented = error.code === 'invalid_token' || error.code === 'session_revoked';
  return presented ? 'Bearer error="invalid_token"' : 'Bearer';
}

/** Sends an error on a Fastify reply: as a page for a navigation where there is one, else as problem+json. */
export function sendProblem(
  reply: FastifyReply,
  error: ApiError,
  request: FastifyRequest,
  draw: DrawProblem,
): void {
  if (error.retryAfterSeconds !== undefined)
    reply.header('Retry-After', Math.max(1, Math.ceil(error.retryAfterSeconds)));
  void reply
    .status(error.status)
    .header('Cache-Control', 'no-store')
    .header('X-Content-Type-Options', 'nosniff');
  const page = asksForPage(request) ? draw(error, request) : undefined;
  if (page !== undefined) void reply.headers(page.headers).type('text/html; charset=utf-8').send(page.html);
  else void reply.type('application/problem+json').send(JSON.stringify(problemOf(error, request.id)));
}
