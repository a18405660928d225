import type { Socket } from 'node:net';
import { ApiError } from './api-error.ts';
import { problemOf } from './problem.ts';
import { randomId } from './random.ts';

/**
 * Answers bytes that are not HTTP, or headers that are too long (RFC 6585 §5), before there is a request: a client
 * that can read an answer gets a problem document here too. For Node's `clientError`.
 */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  // A client that has gone, or that was answered already, hears nothing more.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0)
    return void socket.destroy();
  const tooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const problem = tooLong
    ? new ApiError('payload_too_large', { detail: 'The headers are larger than this server takes.' })
    : new ApiError('invalid_request', { detail: 'This is not an HTTP request.' });
  const [status, phrase] = tooLong ? [431, 'Request Header Fields Too Large'] : [400, 'Bad Request'];
  const body = JSON.stringify({ ...problemOf(problem, randomId()), status });
  const head = [
    `HTTP/1.1 ${status} ${phrase}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
