import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from './app.module.ts';
import { acceptUploads } from './people/avatars/avatar-upload.ts';
import { Branding } from './web-pages/branding/branding.ts';
import { ApiError } from './platform/http/api-error.ts';
import { asksForPage } from './platform/http/asks-for-page.ts';
import { MachineClock, type Clock } from './platform/clock/clock.ts';
import { answerCors } from './platform/http/cors.ts';
import { acceptForms } from './platform/http/forms.ts';
import { createLogger } from './platform/logging/create-logger.ts';
import { stopGracefully } from './platform/process/graceful-stop.ts';
import { readJsonOnly } from './platform/http/json-only.ts';
import { OriginRule } from './platform/http/origin-rule.ts';
import { addPostTwins } from './platform/http/post-twins.ts';
import { ProblemFilter, sendProblem, type DrawProblem } from './platform/http/problem.filter.ts';
import { randomId } from './platform/secret/random.ts';
import { logRequests } from './platform/logging/request-log.ts';
import { RouteMethods } from './platform/http/route-methods.ts';
import { SocketAdapter } from './platform/sockets/socket-adapter.ts';
import { answerUnreadable, refuseTunnels } from './platform/http/unreadable-request.ts';
import { opensSocket } from './platform/sockets/upgrades.ts';
import type { Settings } from './config/settings.ts';
import { measureHttp } from './platform/metrics/http-metrics.ts';
import { Metrics } from './platform/metrics/metrics.ts';
import { serveAccountPage } from './web-pages/account-page.ts';
import { serveAdminPage } from './web-pages/admin-page.ts';
import { serveBrowserPackage } from './web-pages/browser-package.ts';
import { serveInteractionPage } from './web-pages/interaction-page.ts';
import { serveVerifyFiles } from './web-pages/verify-files.ts';
import { serveLoginPage } from './web-pages/login-page.ts';
import { mountEngine } from './oidc/engine/mount.ts';
import { Limits } from './limits/limits.ts';
import { Engine } from './oidc/engine/engine.ts';
import { EnginePages } from './oidc/engine/engine-pages.ts';
import { SessionCookie } from './sessions/session-cookie.ts';
import { readSimulatedWechatBrowser } from './sign-in/methods/simulated-wechat-browser.ts';
import { AccountChat } from './sign-in/methods/official-account/account-chat.ts';
import { SessionsService } from './sessions/sessions.service.ts';
import { ClientAddresses } from './platform/http/client-address.ts';
import { ConfirmViews } from './sign-in/confirm-page/confirm-views.ts';
import { confirmPageDrawing } from './web-pages/confirm-page-drawing.ts';
import { enginePageDrawing } from './web-pages/engine-page-drawing.ts';
import { problemPage } from './web-pages/problem-page.ts';
import { mountPush } from './wechat/push/mount-push.ts';
import { OfficialAccountPush } from './wechat/push/official-account-push.ts';

/**
 * Builds the whole server, not yet listening: what `main.ts` runs is what the tests run.
 * @param settings read and checked by `readSettings`
 * @param options the clock is for tests that move it
 */
export async function createApp(
  settings: Settings,
  { clock = new MachineClock() }: { clock?: Clock } = {},
): Promise<NestFastifyApplication> {
  // The page is known once the app exists, and no call arrives before that.
  const problems: { page?: DrawProblem | undefined } = {};
  const draw: DrawProblem = (error, request) => problems.page?.(error, request);
  const adapter = new FastifyAdapter({
    // As many hops as there are proxies in front count; the address before them is the client's.
    trustProxy: (_address: string, hop: number) => hop < settings.trustProxy,
    genReqId: randomId,
    // A URL that the router cannot read never reaches a filter.
    frameworkErrors: (_error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, malformedAddress(), request, draw),
    http: { shouldUpgradeCallback: opensSocket },
    clientErrorHandler: answerUnreadable,
    // A call that arrives while the server stops is still served. Fastify's default refuses it with an answer of
    // another form.
    return503OnClosing: false,
    // Fastify has no limit by default: a body that arrives byte by byte would hold its connection for ever.
    requestTimeout: 30_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  const fastify = adapter.getInstance();
  const routes = new RouteMethods(fastify);
  addPostTwins(fastify);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings, clock), adapter, {
    bodyParser: false,
    // main.ts reports a failure to start; from here on the logger is used.
    logger: false,
    abortOnError: false,
  });
  app.useLogger(createLogger(settings));
  app.useGlobalFilters(new ProblemFilter(routes, draw));
  // Status 0 once all is closed. Otherwise Nest ends itself by the signal, which the first process of a container
  // cannot, and which supervisors count as a failure.
  app.enableShutdownHooks([], { useProcessExit: true });
  readJsonOnly(fastify);
  acceptUploads(fastify);
  acceptForms(fastify);
  stopGracefully(fastify);
  refuseTunnels(fastify);
  readSimulatedWechatBrowser(fastify, settings);
  logRequests(fastify);
  measureHttp(fastify, app.get(Metrics));

  const originRule = app.get(OriginRule);
  app.useWebSocketAdapter(new SocketAdapter(app, originRule));
  answerCors(fastify, originRule);
  fastify.addHook('onRequest', (request, reply, done) => {
    // An answer that may be cached sets its own header.
    void reply.header('Cache-Control', 'no-store').header('X-Content-Type-Options', 'nosniff');
    // PostgreSQL cannot store this character in a text.
    if (request.url.includes('%00')) throw malformedAddress();
    // By the route that the router has found: one path can be written in many ways.
    const { callers } = request.routeOptions.config;
    if (callers === undefined && !originRule.permits(request.headers) && !isLinkToNothing(request))
      throw new ApiError('origin_not_allowed');
    done();
  });

  const branding = app.get(Branding);
  problems.page = problemPage(settings, branding);
  app.get(EnginePages).drawWith(enginePageDrawing(settings, branding));
  app.get(ConfirmViews).drawWith(confirmPageDrawing(settings, branding));
  await serveLoginPage(fastify, settings, branding);
  serveAccountPage(fastify, settings, branding);
  serveAdminPage(fastify, settings, branding);
  serveBrowserPackage(fastify, settings);
  serveVerifyFiles(fastify, settings);
  const engine = app.get(Engine);
  const hasProtectedHosts = settings.protectedHosts.length > 0;
  serveInteractionPage(
    fastify,
    settings,
    branding,
    async () => hasProtectedHosts || (await engine.provider()) !== undefined,
  );
  await mountEngine(fastify, {
    engine,
    limits: app.get(Limits),
    sessions: app.get(SessionsService),
    cookie: app.get(SessionCookie),
    addresses: app.get(ClientAddresses),
    publicUrl: settings.publicUrl,
  });
  await mountPush(fastify, app.get(OfficialAccountPush), app.get(AccountChat));
  // The first condition is one that a bundle for production knows: the second cannot take the page out of it.
  if (process.env.NODE_ENV !== 'production' && !settings.production)
    (await import('./operations/api-docs.ts')).serveApiDocs(app);
  await initialize(app);
  return app;
}

/** A start that fails leaves no timer and no connection behind. */
async function initialize(app: NestFastifyApplication): Promise<void> {
  try {
    await app.init();
  } catch (error) {
    // What the start has failed with is the error; that something could not be closed then is none.
    await app.close().catch(() => undefined);
    throw error;
  }
}

/** A person has followed a link of another site to an address without a route: they get the page for 404. */
function isLinkToNothing(request: FastifyRequest): boolean {
  return request.is404 && request.method === 'GET' && asksForPage(request);
}

function malformedAddress(): ApiError {
  return new ApiError('invalid_request', { detail: 'The address is malformed.' });
}
