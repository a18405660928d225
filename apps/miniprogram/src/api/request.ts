import Taro from '@tarojs/taro';
import { readAnswer, type Answer } from './answers.ts';
import { failure, requestFailureCode } from './failure.ts';

/** Shorter than WeChat's 60 s: nobody waits that long for a login. */
const TIMEOUT_MS = 15_000;

/** Firewalls in front of sites refuse other methods, and `wx.request` has no PATCH. */
type Method = 'GET' | 'POST';

export interface Call<Value> {
  method: Method;
  /** Path and query, from `/api` on. */
  url: string;
  /** An object is sent as JSON, bytes as they are. */
  data?: object | ArrayBuffer;
  /** Media type of the bytes; JSON when absent. */
  mediaType?: string;
  accessToken?: string;
  /** Milliseconds, for what takes longer than a question. */
  timeoutMs?: number;
  /** The value, or undefined for a body of another shape. */
  parse: (body: unknown) => Value | undefined;
}

/** One call of our API. Never throws. */
export async function request<Value>(call: Call<Value>): Promise<Answer<Value>> {
  const header: Record<string, string> = { 'content-type': call.mediaType ?? 'application/json' };
  if (call.accessToken) header.authorization = `Bearer ${call.accessToken}`;
  try {
    const answer = await Taro.request<unknown>({
      url: API_BASE + call.url,
      method: call.method,
      header,
      timeout: call.timeoutMs ?? TIMEOUT_MS,
      ...(call.data === undefined ? {} : { data: call.data }),
    });
    return readAnswer(answer, call.parse);
  } catch (reason) {
    return { ok: false, failure: failure(requestFailureCode(reason)) };
  }
}

/** For 204: there is no body to read. */
export function parseNothing(): true {
  return true;
}
