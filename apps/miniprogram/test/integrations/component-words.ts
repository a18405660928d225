import type { ErrorWords, Language } from '@maqiao/shared';
import type { FailureCode } from '../../src/api/failure.ts';
import { recoveryAction, type RecoveryAction } from '../../src/login/recovery-action.ts';
import { copyFor } from '../../src/words/copy-for.ts';
import type { Copy } from '../../src/words/copy.ts';
import { failureWords } from '../../src/words/failure-words.ts';

/** Codes of calls that a phone never makes: the native component has no words for them and shows `internal`. */
const NEVER_HEARD: readonly FailureCode[] = [
  ...(['scene_clock', 'authorization_pending', 'slow_down', 'access_denied', 'expired_token'] as const),
  ...(['no_session', 'session_revoked', 'origin_not_allowed', 'not_found', 'method_not_allowed'] as const),
  ...([
    'session_ended',
    'replaced',
    'server_unknown',
    'payload_too_large',
    'unsupported_media_type',
  ] as const),
  ...([
    'client_request_refused',
    'fresh_sign_in_needed',
    'host_not_protected',
    'interaction_elsewhere',
    'not_let_in',
    'interaction_expired',
    'snapshot_visitor',
    'step_up_required',
    'last_identity',
    'removal_too_soon',
    'merge_refused',
  ] as const),
];

export function componentFailureWords(code: FailureCode, language: Language): ErrorWords {
  return failureWords(componentCode(code), language);
}

export function componentRecoveryAction(code: FailureCode): RecoveryAction {
  return recoveryAction(componentCode(code));
}

function componentCode(code: FailureCode): FailureCode {
  return NEVER_HEARD.includes(code) ? 'internal' : code;
}

/** The component's own words: it stands in a program that need not have a list of sign-ins. */
export function componentCopyFor(language: Language): Copy {
  const next = { zh: '请在登录的网页上退出', en: 'Sign out on the page that was signed in' }[language];
  const copy = copyFor(language);
  return { ...copy, undoTooLate: { ...copy.undoTooLate, next } };
}
