import { expect, test } from '@jest/globals';
import { requestFailureCode } from './failure.ts';

test.each([
  [{ errno: 600002, errMsg: 'request:fail url not in domain list' }, 'host_not_allowed'],
  [{ errMsg: 'request:fail url not in domain list' }, 'host_not_allowed'],
  [{ errno: 5, errMsg: 'request:fail timeout' }, 'timed_out'],
  [{ errMsg: 'request:fail timeout' }, 'timed_out'],
  [{ errMsg: 'request:fail -118:net::ERR_CONNECTION_TIMED_OUT' }, 'timed_out'],
  [{ errno: 600003, errMsg: 'request:fail interrupted' }, 'interrupted'],
  [{ errMsg: 'request:fail interrupted' }, 'interrupted'],
  [{ errno: 600001, errMsg: 'request:fail errcode:-106 cronet_error_code:-106' }, 'offline'],
  [{ errMsg: 'request:fail -106:net::ERR_INTERNET_DISCONNECTED' }, 'offline'],
  [{ errno: 600001, errMsg: 'request:fail ECONNREFUSED' }, 'unreachable'],
  [{ errMsg: 7 }, 'unreachable'],
  [new Error('wx.request is not a function'), 'unreachable'],
  [undefined, 'unreachable'],
])('%j', (reason, code) => {
  expect(requestFailureCode(reason)).toBe(code);
});
