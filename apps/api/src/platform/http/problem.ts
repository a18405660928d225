import { HttpException } from '@nestjs/common';
import { ERROR_WORDS, type ErrorCode, type Problem } from '@maqiao/shared';
import { ApiError } from './api-error.ts';

/**
 * The problem document of an error (RFC 9457). Further members are spread first, so they cannot override the standard
 * ones.
 */
export function problemOf(error: ApiError, requestId: string): Problem {
  return {
    ...error.members,
    type: `urn:maqiao:error:${error.code}`,
    title: ERROR_WORDS[error.code].en.happened,
    status: error.status,
    code: error.code,
    detail: error.detail,
    requestId,
  };
}

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_request',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  414: 'invalid_request',
  415: 'unsupported_media_type',
  431: 'payload_too_large',
  503: 'unavailable',
};

const DETAILS: Partial<Record<ErrorCode, string>> = {
  invalid_request: 'The request is malformed, or its body is not valid JSON.',
  payload_too_large: 'The body is larger than this call takes.',
  unsupported_media_type: 'Send application/json; to PUT /api/me/avatar image/jpeg, image/png or image/webp.',
};

/**
 * Converts any thrown value to an ApiError. Of a framework's error only the status is used: its message may repeat what
 * the client sent. Unknown values become `internal`.
 */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const status = statusOf(thrown);
  const code = (status !== undefined && BY_STATUS[status]) || 'internal';
  return new ApiError(code, { cause: thrown, ...(DETAILS[code] && { detail: DETAILS[code] }) });
}

function statusOf(thrown: unknown): number | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  if (thrown instanceof HttpException) return thrown.getStatus();
  if ('statusCode' in thrown && typeof thrown.statusCode === 'number') return thrown.statusCode;
  return undefined;
}
