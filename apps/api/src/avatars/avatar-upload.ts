import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { ApiError } from '../common/api-error.ts';

/** Largest picture that is taken in. */
const UPLOAD_LIMIT = 2 * 1024 * 1024;
export const UPLOAD_MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp'];
const UPLOAD_PATH = '/api/me/avatar';

/**
 * The one body that is not JSON. It is handed on unread, and only to its own route, so that a stranger's is refused
 * before it costs memory; {@link readUpload} reads it.
 */
export function acceptUploads(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(UPLOAD_MEDIA_TYPES, (request, payload, done) => {
    const { method, url } = request.routeOptions;
    const isUpload = url === UPLOAD_PATH && [method].flat().includes('PUT');
    if (isUpload) done(null, payload);
    else done(new ApiError('unsupported_media_type', { detail: 'Send application/json.' }));
  });
}

/** The upload, not yet read. @throws ApiError `unsupported_media_type` when the body is something else */
export const Upload = createParamDecorator((_: unknown, context: ExecutionContext): Readable => {
  const { body, headers } = context.switchToHttp().getRequest<FastifyRequest>();
  if (typeof body !== 'object' || body === null || !('pipe' in body)) {
    throw new ApiError('unsupported_media_type', { detail: `Send ${UPLOAD_MEDIA_TYPES.join(', ')}.` });
  }
  if (Number(headers['content-length'] ?? 0) > UPLOAD_LIMIT) throw tooLarge();
  return body as Readable;
});

/** Reads an upload. @throws ApiError `payload_too_large` as soon as it is; `invalid_request` when it breaks off */
export async function readUpload(upload: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of upload as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > UPLOAD_LIMIT) throw tooLarge();
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
