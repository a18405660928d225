import { ERROR_STATUS, ERROR_WORDS, type ErrorCode } from '@maqiao/shared';

interface ApiErrorOptions {
  /** Explains the error to the client. Never a value that the client sent, WeChat's words, or a secret. */
  detail?: string;
  /** Further members of the problem document (RFC 9457 §3.2), such as `interval`. */
  members?: Record<string, unknown>;
  /** Seconds for the `Retry-After` header. */
  retryAfterSeconds?: number;
  /** For the log: the cause, and what the operator should do. */
  operatorHint?: string;
  cause?: unknown;
}

/**
 * An error to answer with: thrown anywhere, turned into problem+json by the filter, or into a refused handshake by a
 * gateway.
 */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly detail: string;
  readonly members: Record<string, unknown>;
  readonly retryAfterSeconds: number | undefined;
  readonly operatorHint: string | undefined;

  constructor(code: ErrorCode, options: ApiErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ApiError';
    this.code = code;
    this.status = ERROR_STATUS[code];
    this.detail = options.detail ?? ERROR_WORDS[code].en.next;
    this.members = options.members ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.operatorHint = options.operatorHint;
  }
}
