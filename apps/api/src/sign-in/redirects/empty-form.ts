import type { FastifyInstance } from 'fastify';
import { ApiError } from '../../platform/http/api-error.ts';

const ROUTE = '/sign-in/:method';
const AT_MOST = 1024;

/**
 * Lets the form through that has a button and no field, and only to its own route: whatever it carries is not read. The
 * route asks for the origin, which browsers name for every form.
 */
export function acceptEmptyForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit: AT_MOST },
    (request, _body, done) => {
      if (request.routeOptions.url === ROUTE) done(null, {});
      else done(new ApiError('unsupported_media_type', { detail: 'This call takes application/json.' }));
    },
  );
}
