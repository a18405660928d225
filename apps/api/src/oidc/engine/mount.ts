import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { OPEN_TO_EVERYBODY } from '../../platform/http/callers.ts';
import type { ClientAddresses } from '../../platform/http/client-address.ts';
import type { Limits } from '../../limits/limits.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { withCall } from '../../platform/logging/request-context.ts';
import type { SessionCookie } from '../../sessions/session-cookie.ts';
import type { SessionsService } from '../../sessions/sessions.service.ts';
import type { Engine } from './engine.ts';
import { ENGINE_ROUTES } from './engine-options.ts';
import { withOidcCall } from './oidc-call.ts';

const DISCOVERY = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'];

/** Calls that a browser navigates to: the others are for clients, and nobody's session matters there. */
const PAGES = [ENGINE_ROUTES.authorization, ENGINE_ROUTES.end_session, ENGINE_ROUTES.code_verification];

/** OpenID Connect Core 1.0 §3.1.2.1 and RP-Initiated Logout 1.0 §2 ask for both methods. */
const ALSO_BY_POST: readonly string[] = [ENGINE_ROUTES.authorization, ENGINE_ROUTES.end_session];

/** Calls that begin a sign-in. */
const BEGINS: readonly string[] = [
  ENGINE_ROUTES.authorization,
  ENGINE_ROUTES.device_authorization,
  ENGINE_ROUTES.pushed_authorization_request,
];

interface MountDependencies {
  engine: Engine;
  limits: Limits;
  sessions: SessionsService;
  cookie: SessionCookie;
  addresses: ClientAddresses;
  /** PUBLIC_URL, without a trailing slash. */
  publicUrl: string;
}

/**
 * Gives the engine its addresses: as raw handlers, in a scope of their own, where Fastify reads no body. Without a client
 * they are not there.
 */
export async function mountEngine(fastify: FastifyInstance, dependencies: MountDependencies): Promise<void> {
  const engineRoutes: FastifyPluginCallback = (scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    for (const url of [
      '/oidc/*',
      ENGINE_ROUTES.code_verification,
      `${ENGINE_ROUTES.code_verification}/:uid`,
      ...DISCOVERY,
    ])
      scope.route({
        method: ['GET', 'POST', 'OPTIONS'],
        url,
        // Who may call is the engine's to decide: by client, redirect URI and the secrets in its forms.
        config: OPEN_TO_EVERYBODY,
        handler: (request, reply) => serve(dependencies, request, reply),
        // Nest gives the root its handler after this scope was made, and a scope keeps the one that it began with.
        errorHandler: (error, request, reply) => fastify.errorHandler(error, request, reply),
      });
    done();
  };
  // Without a name, Fastify looks for one among all loaded modules, which takes long.
  await fastify.register(Object.assign(engineRoutes, { [Symbol.for('fastify.display-name')]: 'oidc' }));
}

async function serve(
  dependencies: MountDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { engine, limits, addresses, publicUrl } = dependencies;
  const provider = await engine.provider();
  if (provider === undefined) throw new ApiError('not_found');
  // A POST is sent on as the same GET: the engine takes none, as its cookies are SameSite=Lax.
  if (request.method === 'POST' && ALSO_BY_POST.includes(pathOf(request))) return sendAsGet(request, reply);
  const address = addresses.of(request);
  if (BEGINS.includes(pathOf(request))) await limits.clientRequest(address.ip);
  const { raw } = request;
  const { host, protocol } = new URL(publicUrl);
  raw.headers.host = host;
  raw.headers['x-forwarded-host'] = host;
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  raw.headers['x-forwarded-for'] = address.ip;
  const session = await sessionOf(dependencies, request);
  const call = { request, address, session };
  reply.hijack();
  reply.raw.setHeader('X-Content-Type-Options', 'nosniff');
  await withCall(request.callContext ?? { requestId: request.id }, () =>
    withOidcCall(call, () => provider.callback()(raw, reply.raw)),
  );
}

/**
 * The session that the browser is signed in with. Its cookie is neither advanced nor set again: an answer that comes later
 * than that of a refresh would put the older one back, and the next refresh would take it for a copy.
 */
async function sessionOf({ sessions, cookie }: MountDependencies, request: FastifyRequest) {
  if (!PAGES.some((page) => pathOf(request).startsWith(page))) return undefined;
  const value = cookie.read(request.headers.cookie);
  const session = value === undefined ? undefined : await sessions.livingOf(value);
  if (session !== undefined) await sessions.touch(session);
  return session;
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '';
}

async function sendAsGet(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? ''))
    throw new ApiError('unsupported_media_type', { detail: 'Send application/x-www-form-urlencoded.' });
  const parameters = new URLSearchParams(await bodyOf(request));
  await reply.redirect(`${pathOf(request)}?${parameters.toString()}`, 303);
}

const BODY_LIMIT = 16 * 1024;

async function bodyOf(request: FastifyRequest): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.raw as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new ApiError('payload_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
