import type { ErrorCode } from '@maqiao/shared';

/** Codes for which a retry does not help: the site or its owner has to change something first. */
const NOT_RETRYABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'invalid_request',
  'server_unknown',
  'origin_not_allowed',
  'interaction_expired',
  'interaction_elsewhere',
  'not_found',
  'method_not_allowed',
  'payload_too_large',
  'unsupported_media_type',
]);

/** Temporary codes: the call is repeated after a pause, without the person. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'rate_limited',
  'slow_down',
  'internal',
  'blocked_by_firewall',
  'unavailable',
  'wechat_unavailable',
  'wechat_busy',
]);

/** Whether a button "try again" makes sense. */
export function isRetryable(code: ErrorCode): boolean {
  return !NOT_RETRYABLE.has(code);
}

/** Whether to ask again after a pause without a tap of the person. */
export function isPassing(code: ErrorCode): boolean {
  return PASSING.has(code);
}
