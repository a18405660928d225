import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { BodyTooLargeError, mediaType, readBody } from './http.ts';
import { Problem, describeIssues } from './problem.ts';

/** What a route of the control API or of the phone is given. */
interface JsonCall {
  /** The part of the path that stands for `*` in the route, decoded. */
  readonly argument: string;
  readonly query: URLSearchParams;
  /** Reads the body as that schema; throws a Problem in words when it is something else. */
  readonly body: <Schema extends z.ZodType>(schema: Schema) => Promise<z.output<Schema>>;
}

/** What a route answers: a status and a value for the JSON body (undefined: no body). */
export interface JsonReply {
  readonly status: number;
  readonly value?: unknown;
}

/** Routes by `METHOD /path`; a last segment `*` takes any one segment. */
export type JsonRoutes = Readonly<Record<string, (call: JsonCall) => JsonReply | Promise<JsonReply>>>;

/**
 * Runs the route for a request. Throws a Problem: 404 for an unknown path, 405 with `Allow` for a known
 * one, and for a bad body 400, 413 or 415.
 */
export async function answerJsonCall(
  routes: JsonRoutes,
  request: IncomingMessage,
  url: URL,
  bodyLimit: number,
): Promise<JsonReply> {
  const [, parent = '', last = ''] = /^(.*\/)([^/]*)$/.exec(url.pathname) ?? [];
  const paths = last === '' ? [url.pathname] : [url.pathname, `${parent}*`];
  for (const path of paths) {
    const route = routes[`${request.method} ${path}`];
    if (route) {
      return route({
        argument: decodeSegment(last),
        query: url.searchParams,
        body: (schema) => readJson(request, schema, bodyLimit),
      });
    }
  }
  const allowed = Object.keys(routes)
    .map((key) => key.split(' '))
    .filter(([, path = '']) => paths.includes(path))
    .map(([method = '']) => method);
  if (allowed.length === 0) throw new Problem(404, 'not_found', 'There is no such call.');
  throw new Problem(405, 'method_not_allowed', `Use ${allowed.join(' or ')} here.`, {
    Allow: allowed.join(', '),
  });
}

/** A missing or empty body equals `{}`. */
async function readJson<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
  limit: number,
): Promise<z.output<Schema>> {
  let bytes: Buffer;
  try {
    bytes = await readBody(request, limit);
  } catch (error) {
    if (!(error instanceof BodyTooLargeError)) throw error;
    throw new Problem(413, 'payload_too_large', `The body is longer than ${limit} bytes.`, {
      Connection: 'close',
    });
  }
  // A page of another site can post forms and plain text without asking; JSON it cannot.
  if (bytes.length > 0 && mediaType(request.headers['content-type']) !== 'application/json') {
    throw new Problem(415, 'unsupported_media_type', 'The body must be application/json.');
  }
  let value: unknown = {};
  try {
    if (bytes.length > 0) value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Problem(400, 'invalid_request', 'The body is not JSON.');
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new Problem(400, 'invalid_request', describeIssues(result.error));
  return result.data;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Problem(400, 'invalid_request', 'The path is not well encoded.');
  }
}
