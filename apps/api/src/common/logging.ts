import type { IncomingMessage } from 'node:http';
import { RequestMethod } from '@nestjs/common';
import type { Params } from 'nestjs-pino';
import type { LogFn, Logger } from 'pino';
import type { Settings } from '../config/settings.ts';

/**
 * One line per request, with its id. Headers, query and body are never logged: they carry cookies, tokens,
 * verifiers and login codes. A path carries at most a scene, which is public, and the id of a session.
 */
export function loggingOf(settings: Settings): Params {
  return {
    // nestjs-pino's own default, `{/*splat}`, matches nothing on Nest 12.5 with Fastify.
    forRoutes: [{ path: '*splat', method: RequestMethod.ALL }],
    pinoHttp: {
      level: settings.logLevel,
      quietReqLogger: true,
      wrapSerializers: false,
      hooks: { logMethod: dropStartNoise },
      customAttributeKeys: { reqId: 'requestId' },
      autoLogging: { ignore: (request) => isQuiet(request) },
      serializers: {
        req: (request: IncomingMessage) => ({ method: request.method, path: pathOf(urlOf(request)) }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
        err: safeError,
      },
    },
  };
}

/** Nest tells of every module and route it starts with; an owner wants to see what is unusual. */
const START_NOISE = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory']);

function dropStartNoise(this: Logger, args: Parameters<LogFn>, log: LogFn): void {
  const [first] = args as unknown[];
  const context =
    typeof first === 'object' && first !== null && 'context' in first ? first.context : undefined;
  if (!START_NOISE.has(String(context))) log.apply(this, args);
}

function isQuiet(request: IncomingMessage): boolean {
  const path = pathOf(urlOf(request));
  if (path.startsWith('/assets/') || path.startsWith('/api/avatars/')) return true;
  return path === '/livez' || path === '/readyz' || path === '/metrics';
}

/** Fastify's middleware, which the logger is, sees `/` in place of what it has matched. */
function urlOf(request: IncomingMessage & { originalUrl?: string }): string {
  return request.originalUrl ?? request.url ?? '';
}

/** The part of a URL that may be logged. */
export function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}

/** Name, message and stack only: other members of an error may hold a request with its secrets. */
function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  return { type: error.name, message: error.message, stack: error.stack };
}
