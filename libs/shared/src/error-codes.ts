/**
 * Every error of the API, with its HTTP status. The code is the API: clients branch on it and show
 * the texts of `error-words.ts`. `replaced` is sent on sockets only. `blocked_by_firewall` and
 * `server_unknown` are never sent: our clients use the first for an answer that is not ours, the second for a page that
 * names no server.
 */
export const ERROR_STATUS = {
  invalid_request: 400,
  server_unknown: 400,
  scene_clock: 400,
  authorization_pending: 400,
  slow_down: 400,
  access_denied: 400,
  expired_token: 400,
  invalid_token: 401,
  no_session: 401,
  session_revoked: 401,
  invalid_login_code: 401,
  client_request_refused: 400,
  fresh_sign_in_needed: 401,
  step_up_required: 401,
  interaction_elsewhere: 403,
  origin_not_allowed: 403,
  not_scanner: 403,
  not_same_person: 403,
  number_mismatch: 403,
  snapshot_visitor: 403,
  login_blocked: 403,
  host_not_protected: 403,
  not_let_in: 403,
  blocked_by_firewall: 403,
  not_found: 404,
  scene_not_found: 404,
  method_not_allowed: 405,
  scene_taken: 409,
  scene_closed: 409,
  identity_taken: 409,
  last_identity: 409,
  removal_too_soon: 409,
  merge_refused: 409,
  replaced: 409,
  scene_expired: 410,
  session_ended: 410,
  interaction_expired: 410,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal: 500,
  wechat_unavailable: 502,
  wechat_misconfigured: 502,
  wechat_busy: 503,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** Whether a text from outside is one of our codes. */
export function isErrorCode(value: unknown): value is ErrorCode {
  // Not Object.hasOwn: the JavaScript engines of older phones' WeChat do not have it.
  return typeof value === 'string' && Object.prototype.hasOwnProperty.call(ERROR_STATUS, value);
}

/**
 * The code for an answer that is not Maqiao's, such as a page of a proxy or a firewall in front: only its status is
 * known. Refusals are distinguished from a server that is away: 403 (ModSecurity, Cloudflare), 405 (Alibaba Cloud), 406
 * and 501 (older firewalls).
 */
export function errorCodeOfStatus(status: number): ErrorCode {
  switch (status) {
    case 403:
    case 405:
    case 406:
    case 501:
      return 'blocked_by_firewall';
    case 404:
      return 'not_found';
    case 413:
      return 'payload_too_large';
    case 429:
      return 'rate_limited';
    case 502:
    case 503:
    case 504:
      return 'unavailable';
    default:
      return 'internal';
  }
}
