import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { ApiError } from './api-error.ts';
import { problemOf } from './problem.ts';
import { randomId } from '../secret/random.ts';

/** For how long a client may take to read an answer, and to close the connection. */
const LINGER_MS = 2_000;

/** The last answer on a connection whose request could not be read. */
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
  // RFC 9110 §10.2.1: empty where no method is allowed, as at an address of somebody else.
  header: 'Allow: ',
};

/**
 * Answers bytes that are not HTTP, headers that are too long (RFC 6585 §5), or a request that does not arrive
 * (RFC 9110 §15.5.9), before there is a request: a client that can read an answer gets a problem document here too. For
 * Node's `clientError`.
 */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  // A client that has gone, or that was answered already, hears nothing more.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0)
    return void socket.destroy();
  if (error.code === 'HPE_HEADER_OVERFLOW') endWith(socket, HEADERS_TOO_LONG);
  else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') endWith(socket, TOO_SLOW);
  else endWith(socket, NOT_HTTP);
}

/**
 * Answers `CONNECT`, which asks for a tunnel to somebody else: Node would cut the connection without a byte, and a proxy
 * in front could take that for an instance that has failed.
 */
export function refuseTunnels(fastify: FastifyInstance): void {
  fastify.server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy()).resume();
    endWith(socket, NO_TUNNELS);
    // Nobody else looks after it any more.
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
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
