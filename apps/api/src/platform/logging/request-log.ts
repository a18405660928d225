import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pathOf } from './logging.ts';
import { withCall, type CallContext } from './request-context.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The fields of the lines that are logged for this call. */
    callContext: CallContext | undefined;
  }
}

/**
 * Gives every line that is logged for a call the call's `requestId` and the name of its key, and each call a line when it has been answered.
 * As hooks of Fastify: a middleware is never run for calls that hooks refuse, and the reading of a body leaves its
 * context.
 */
export function logRequests(fastify: FastifyInstance): void {
  const logger = new Logger('Http');
  fastify.decorateRequest('callContext');
  fastify.addHook('onRequest', (request, _reply, done) => withCall(contextOf(request), done));
  fastify.addHook('preHandler', (request, _reply, done) => withCall(contextOf(request), done));
  fastify.addHook('onResponse', (request, reply, done) => {
    if (!isQuiet(request.routeOptions.url)) {
      const answered = {
        msg: 'Request answered',
        method: request.method,
        path: pathOf(request.url),
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      };
      withCall(contextOf(request), () => logger.log(answered));
    }
    done();
  });
}

/** One for each call, so that what a guard notes in it is still there when the call has been answered. */
function contextOf(request: FastifyRequest): CallContext {
  return (request.callContext ??= { requestId: request.id });
}

const QUIET_ROUTES: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics', '/api/avatars/:name']);

/** Probes and files of the page would be most of the log, and say nothing. */
function isQuiet(route = ''): boolean {
  return QUIET_ROUTES.has(route) || route.startsWith('/assets/');
}
