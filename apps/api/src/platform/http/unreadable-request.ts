import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { ApiError } from './api-error.ts';
import { problemOf } from './problem.ts';
import { randomId } from '../secret/random.ts';

/** How long a client may take to read the answer and close the connection. */
const CLOSE_TIMEOUT_MS = 2_000;

/** An answer that ends a connection whose request could not be parsed. */
interface LastAnswer {
  readonly status: number;
  readonly phrase: string;
  readonly problem: () => ApiError;
  readonly header?: string;
}

const HEADERS_TOO_LONG: LastAnswer = {
  status: 431,
  phrase: 'Request Header Fields Too Large',
  problem: () =>
    new ApiError('payload_too_large', { detail: 'The headers are larger than this server takes.' }),
};
const TOO_SLOW: LastAnswer = {
  status: 408,
  phrase: 'Request Timeout',
  problem: () => new ApiError('invalid_request', { detail: 'The request did not arrive in time.' }),
};
const NOT_HTTP: LastAnswer = {
  status: 400,
  phrase: 'Bad Request',
  problem: () => new ApiError('invalid_request', { detail: 'This is not an HTTP request.' }),
};
const NO_TUNNELS: LastAnswer = {
  status: 405,
  phrase: 'Method Not Allowed',
  problem: () => new ApiError('method_not_allowed'),
  // RFC 9110 §10.2.1: empty, as no method is allowed at the address of another server.
  header: 'Allow: ',
};

/**
 * Answers bytes that are not HTTP, headers that are too long (RFC 6585 §5), and a request that does not arrive in time
 * (RFC 9110 §15.5.9) with a problem document, before there is a request. A handler for Node's `clientError`.
 */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  // The client has disconnected, or was answered already.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0)
    return void socket.destroy();
  if (error.code === 'HPE_HEADER_OVERFLOW') endWith(socket, HEADERS_TOO_LONG);
  else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') endWith(socket, TOO_SLOW);
  else endWith(socket, NOT_HTTP);
}

/**
 * Answers `CONNECT`, which asks for a tunnel to another server. Node would close the connection without an answer, and
 * a proxy in front could take that for a failed instance.
 */
export function refuseTunnels(fastify: FastifyInstance): void {
  fastify.server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy()).resume();
    endWith(socket, NO_TUNNELS);
    // Node no longer manages this socket.
    setTimeout(() => socket.destroy(), CLOSE_TIMEOUT_MS).unref();
  });
}

function endWith(socket: Socket, { status, phrase, problem, header }: LastAnswer): void {
  const body = JSON.stringify({ ...problemOf(problem(), randomId()), status });
  const head = [
    `HTTP/1.1 ${status} ${phrase}`,
    'Content-Type: application/problem+json',
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    ...(header === undefined ? [] : [header]),
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
