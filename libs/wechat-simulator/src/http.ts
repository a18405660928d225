import type { IncomingMessage, ServerResponse } from 'node:http';

/** The body is longer than its reader allows. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** Reads a message's body, at most `limit` bytes of it; beyond, throws BodyTooLargeError. */
export async function readBody(message: IncomingMessage, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  // Leaving the loop with an error would destroy the socket before the refusal could be answered.
  const chunks = message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > limit) throw new BodyTooLargeError('the body is too large');
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/** The media type of a Content-Type header, lower case and without parameters; '' when there is none. */
export function mediaType(contentType: string | undefined): string {
  return contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The headers of an answer, by name. */
export type Headers = Readonly<Record<string, string>>;

/** Ends a response with that body. `Cache-Control: no-store` unless the headers say otherwise. */
export function send(
  response: ServerResponse,
  status: number,
  headers: Headers,
  body: string | Buffer,
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  // RFC 9110, 8.6: no length where there can be no body.
  const length = status === 204 || status === 304 ? {} : { 'Content-Length': String(bytes.length) };
  response.writeHead(status, { 'Cache-Control': 'no-store', ...length, ...headers });
  response.end(bytes);
}

/** Ends a response with JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Headers = {},
): void {
  send(
    response,
    status,
    { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    JSON.stringify(value),
  );
}
