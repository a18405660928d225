import type { ErrorCode } from '@maqiao/shared';

/** Codes that the same page would only meet again: the site or its owner has to change something first. */
const NOT_MENDED_BY_A_RETRY: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
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

/** Codes that go away by themselves: asked again after a pause, without the person. */
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
  return !NOT_MENDED_BY_A_RETRY.has(code);
}

/** Whether to ask again after a pause without bothering the person. */
export function isPassing(code: ErrorCode): boolean {
  return PASSING.has(code);
}
