import type { IncomingMessage } from 'node:http';
import type { Params } from 'nestjs-pino';
import type { LogFn, Logger } from 'pino';
import type { Settings } from '../config/settings.ts';

/**
 * One line per request, with its id. Headers, query and body are never logged: they carry cookies, tokens,
 * verifiers and login codes. A path carries at most a scene, which is public.
 */
export function loggingOf(settings: Settings): Params {
  return {
    pinoHttp: {
      level: settings.logLevel,
      quietReqLogger: true,
      wrapSerializers: false,
      hooks: { logMethod: dropStartNoise },
      customAttributeKeys: { reqId: 'requestId' },
      autoLogging: { ignore: (request) => isQuiet(request) },
      serializers: {
        req: (request: { method: string; url: string }) => ({
          method: request.method,
          path: pathOf(request.url),
        }),
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
  const path = pathOf(request.url ?? '');
  return path === '/livez' || path === '/readyz' || path === '/metrics' || path.startsWith('/assets/');
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
