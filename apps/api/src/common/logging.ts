import type { Params } from 'nestjs-pino';
import type { LogFn, Logger } from 'pino';
import type { Settings } from '../config/settings.ts';
import { logOutput } from './log-output.ts';
import { currentRequestId } from './request-context.ts';

/**
 * One line per request, with its id. Headers, query and body are never logged: they carry cookies, tokens,
 * verifiers and login codes. A path carries at most a scene, which is public, and the id of a session.
 */
export function loggingOf(settings: Settings): Params {
  return {
    forRoutes: [], // its middleware would be asked about every call, and has nothing to do: request-log.ts
    pinoHttp: {
      level: settings.logLevel,
      quietReqLogger: true,
      wrapSerializers: false,
      hooks: { logMethod: dropStartNoise },
      autoLogging: false, // request-log.ts
      // Not a logger of its own for each call: making one costs more than a line.
      mixin: () => {
        const requestId = currentRequestId();
        return requestId === undefined ? {} : { requestId };
      },
      // Never the whole of either: they hold headers.
      serializers: { req: () => undefined, res: () => undefined, err: safeError },
      stream: logOutput(),
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

/** The part of a URL that may be logged. */
export function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}

/** Name, message and stack only: other members of an error may hold a request with its secrets. */
function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  return { type: error.name, message: error.message, stack: error.stack };
}
