import type { ErrorCode } from '@maqiao/shared';

/** Failures without an answer of our API. */
export type PhoneFailureCode =
  'offline' | 'timed_out' | 'interrupted' | 'host_not_allowed' | 'unreachable' | 'login_code_missing';

export type FailureCode = ErrorCode | PhoneFailureCode;

/** The error type of this program: a code with texts, and how long the server asks to wait. */
export interface Failure {
  code: FailureCode;
  /** From `Retry-After`, in seconds; 0 when the server asks for nothing. */
  waitSeconds: number;
}

export function failure(code: FailureCode, waitSeconds = 0): Failure {
  return { code, waitSeconds };
}

/** Values of WeChat's `errno` that are more precise than `errMsg`. */
const BY_ERRNO: Readonly<Record<number, PhoneFailureCode>> = {
  5: 'timed_out',
  600002: 'host_not_allowed',
  600003: 'interrupted',
};

/**
 * Names why `wx.request` called `fail`. WeChat's `errMsg` differs by platform and version
 * (`request:fail timeout`, `request:fail -106 net::ERR_INTERNET_DISCONNECTED`, `request:fail interrupted`),
 * so anything not recognised is `unreachable`.
 */
export function requestFailureCode(reason: unknown): PhoneFailureCode {
  const { errno, errMsg } = (reason ?? {}) as { errno?: unknown; errMsg?: unknown };
  const known = typeof errno === 'number' ? BY_ERRNO[errno] : undefined;
  if (known) return known;
  const text = typeof errMsg === 'string' ? errMsg.toLowerCase() : '';
  if (/domain list/.test(text)) return 'host_not_allowed';
  if (/interrupted/.test(text)) return 'interrupted';
  if (/time[d ]*-?_?out|-118|-1001/.test(text)) return 'timed_out';
  if (/disconnected|offline|unable to resolve host|-106|-105|-1009/.test(text)) return 'offline';
  return 'unreachable';
}
