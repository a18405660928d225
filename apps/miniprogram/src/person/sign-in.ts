import type { MiniProgramSession } from '@maqiao/shared';
import type { Answer } from '../api/answers.ts';
import { failure } from '../api/failure.ts';
import { startSession } from '../api/person-calls.ts';
import { getLoginCode } from '../platform/wx-login.ts';
import { currentPerson, signedIn } from './person.ts';

let running: Promise<Answer<MiniProgramSession>> | null = null;

/**
 * Asks WeChat for a login code and the server for a token. Asks the person nothing. Callers at the same time share
 * one answer: each `wx.login` makes the login code before it worthless. Never throws.
 */
export function signIn(): Promise<Answer<MiniProgramSession>> {
  running ??= start().then((answer) => {
    running = null;
    return answer;
  });
  return running;
}

/**
 * Makes a call with the person's token, and once more with a new one when it had run out; signs in first when
 * nobody is. Never throws.
 */
export async function withToken<Value>(
  call: (accessToken: string) => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
  const known = currentPerson();
  if (known) {
    const answer = await call(known.accessToken);
    if (answer.ok || answer.failure.code !== 'invalid_token') return answer;
  }
  const fresh = await signIn();
  return fresh.ok ? call(fresh.value.accessToken) : fresh;
}

/** As {@link withToken}, for what wants to be sure that the person is here now: each try has its own login code. */
export async function withLoginCode<Value>(
  call: (accessToken: string, loginCode: string) => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
  const once = () =>
    withToken(async (accessToken) => {
      const loginCode = await getLoginCode();
      return loginCode
        ? call(accessToken, loginCode)
        : { ok: false as const, failure: failure('login_code_missing') };
    });
  const answer = await once();
  return !answer.ok && answer.failure.code === 'invalid_login_code' ? once() : answer;
}

async function start(): Promise<Answer<MiniProgramSession>> {
  let answer = await withFreshCode();
  if (!answer.ok && answer.failure.code === 'invalid_login_code') answer = await withFreshCode();
  if (answer.ok) signedIn(answer.value);
  return answer;
}

/** Never the same login code twice, also not after a lost answer: the first call may have used it. */
async function withFreshCode(): Promise<Answer<MiniProgramSession>> {
  const code = await getLoginCode();
  return code ? startSession(code) : { ok: false, failure: failure('login_code_missing') };
}
