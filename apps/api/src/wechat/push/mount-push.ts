import type { FastifyInstance, FastifyPluginCallback, FastifyReply } from 'fastify';
import { ApiError } from '../../platform/http/api-error.ts';
import { OPEN_TO_EVERYBODY } from '../../platform/http/callers.ts';
import type { OfficialAccountPush, PushHandler, PushResponse } from './official-account-push.ts';

/** Where WeChat sends what people do with the official account: the console has PUBLIC_URL and this. */
const PUSH_ROUTE = '/wechat/official-account';

/** WeChat's longest messages have some KB. */
const BODY_LIMIT = 64 * 1024;

/**
 * Gives the event push its address: in a scope of its own, where Fastify leaves a body as it came, as it may be XML or JSON,
 * and may have to be passed on byte for byte. Who calls is proven by a signature, so the origin rule does not apply.
 */
export async function mountPush(
  fastify: FastifyInstance,
  push: OfficialAccountPush,
  handler: PushHandler,
): Promise<void> {
  const routes: FastifyPluginCallback = (scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, parsed) =>
      parsed(null, body),
    );
    const common = {
      url: PUSH_ROUTE,
      config: OPEN_TO_EVERYBODY,
      // Nest gives the root its handler after this scope was made, and a scope keeps the one that it began with.
      errorHandler: (...failed: Parameters<FastifyInstance['errorHandler']>) =>
        fastify.errorHandler(...failed),
    };
    scope.route({
      ...common,
      method: 'GET',
      handler: (request, reply) => send(reply, push.check(queryOf(request.url))),
    });
    scope.route({
      ...common,
      method: 'POST',
      handler: async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const contentType = request.headers['content-type'] ?? 'text/xml';
        const whole = { rawQuery: queryOf(request.url), contentType, body };
        return send(reply, await push.receive(whole, handler));
      },
    });
    done();
  };
  // Without a name, Fastify looks for one among all loaded modules, which takes long.
  await fastify.register(
    Object.assign(routes, { [Symbol.for('fastify.display-name')]: 'official-account-push' }),
  );
}

function send(reply: FastifyReply, response: PushResponse | undefined): FastifyReply {
  if (response === undefined) throw new ApiError('not_found');
  return reply.status(response.status).type(response.contentType).send(response.body);
}

/** As it was sent, without the question mark. */
function queryOf(url: string): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start + 1);
}
