import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { ApiError } from '../../platform/http/api-error.ts';
import { PICTURE_AT_MOST } from './drawing/drawing-limits.ts';

export const UPLOAD_MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp'];
export const UPLOAD_PATH = '/api/me/avatar';

/** How much of a refused upload is read and dropped, so that its sender gets the answer: a large photograph. */
const DRAIN_LIMIT = 16 * 1024 * 1024;
const DRAIN_TIMEOUT_MS = 10_000;

/**
 * The one body that is not JSON. It is handed on unread, and only to its own route, so that an upload without a valid
 * token is refused before it costs memory; {@link readUpload} reads it.
 */
export function acceptUploads(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(UPLOAD_MEDIA_TYPES, (request, payload, done) => {
    if (isUpload(request)) done(null, payload);
    else done(new ApiError('unsupported_media_type', { detail: 'This call takes application/json.' }));
  });
  // An answer in the middle of a body ends a connection that is not kept alive. A proxy that is still sending answers
  // with 502 then, and the phone does not learn that its token has expired.
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (!isUpload(request) || request.raw.complete) return done(null, payload);
    void drain(request.raw).then((ended) => {
      if (!ended) void reply.header('Connection', 'close');
      done(null, payload);
    });
  });
}

function isUpload({ routeOptions: { method, url } }: FastifyRequest): boolean {
  return url === UPLOAD_PATH && [method].flat().some((one) => one === 'PUT' || one === 'POST');
}

/** Reads on and keeps nothing, until the end, the limit, or the timeout. @returns whether it was the end */
function drain(body: Readable): Promise<boolean> {
  return new Promise((resolve) => {
    let length = 0;
    const stop = (ended: boolean) => {
      clearTimeout(timer);
      body.pause();
      resolve(ended);
    };
    const timer = setTimeout(() => stop(false), DRAIN_TIMEOUT_MS).unref();
    body.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > DRAIN_LIMIT) stop(false);
    });
    body.once('end', () => stop(true)).once('close', () => stop(true));
    body.resume();
  });
}

/** The upload, not yet read. @throws ApiError `unsupported_media_type` when the body is something else */
export const Upload = createParamDecorator((_: unknown, context: ExecutionContext): Readable => {
  const { body, headers } = context.switchToHttp().getRequest<FastifyRequest>();
  if (typeof body !== 'object' || body === null || !('pipe' in body)) {
    throw new ApiError('unsupported_media_type', { detail: `Send ${UPLOAD_MEDIA_TYPES.join(', ')}.` });
  }
  if (Number(headers['content-length'] ?? 0) > PICTURE_AT_MOST) throw tooLarge();
  return body as Readable;
});

/** Reads an upload. @throws ApiError `payload_too_large` as soon as it is; `invalid_request` when it breaks off */
export async function readUpload(upload: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Leaving the loop must not destroy the body: the error answer still has to be sent.
    for await (const chunk of upload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > PICTURE_AT_MOST) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError('invalid_request', { cause: error });
  }
  return Buffer.concat(chunks, length);
}

function tooLarge(): ApiError {
  return new ApiError('payload_too_large', { detail: 'A picture may have 2 MiB.' });
}
