import type { FailureCode } from '../api/failure.ts';

/** The button after a failure: try again, scan a new code, or go to the home page. */
export type RecoveryAction = 'retry' | 'new-code' | 'home';

const WAYS: Readonly<Record<FailureCode, RecoveryAction>> = {
  // Temporary failures: the same call may succeed next time. A retry always takes a fresh login code.
  offline: 'retry',
  timed_out: 'retry',
  interrupted: 'retry',
  unreachable: 'retry',
  login_code_missing: 'retry',
  invalid_login_code: 'retry',
  invalid_token: 'retry',
  rate_limited: 'retry',
  slow_down: 'retry',
  internal: 'retry',
  blocked_by_firewall: 'retry',
  unavailable: 'retry',
  wechat_busy: 'retry',
  wechat_unavailable: 'retry',

  // This code is over; another one may work.
  number_mismatch: 'new-code',
  not_same_person: 'home',
  not_scanner: 'new-code',
  scene_clock: 'new-code',
  scene_closed: 'new-code',
  scene_expired: 'new-code',
  scene_not_found: 'new-code',
  scene_taken: 'new-code',
  access_denied: 'new-code',
  authorization_pending: 'new-code',
  expired_token: 'new-code',

  // This person cannot fix it here.
  client_request_refused: 'home',
  fresh_sign_in_needed: 'home',
  host_not_protected: 'home',
  not_let_in: 'home',
  host_not_allowed: 'home',
  identity_taken: 'home',
  interaction_elsewhere: 'home',
  interaction_expired: 'home',
  invalid_request: 'home',
  last_identity: 'home',
  login_blocked: 'home',
  merge_refused: 'home',
  method_not_allowed: 'home',
  no_session: 'home',
  not_found: 'home',
  origin_not_allowed: 'home',
  payload_too_large: 'home',
  removal_too_soon: 'home',
  replaced: 'home',
  server_unknown: 'home',
  session_ended: 'home',
  session_revoked: 'home',
  snapshot_visitor: 'home',
  step_up_required: 'home',
  unsupported_media_type: 'home',
  wechat_misconfigured: 'home',
};

/** The action for each code. A code without one does not compile. */
export function recoveryAction(code: FailureCode): RecoveryAction {
  return WAYS[code];
}
