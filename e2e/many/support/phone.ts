import { isErrorCode, type ErrorCode, type ScanResponse } from '@maqiao/shared';
import type { Simulator } from '@maqiao/wechat-simulator';
import { setTimeout as sleep } from 'node:timers/promises';
import { oneShotFetch } from './one-shot-fetch.ts';
import { claimsOf } from './token-claims.ts';

/** Troubles after which the mini program offers "try again"; after any other it asks for a new code. */
const PASSING: readonly ErrorCode[] = [
  'rate_limited',
  'unavailable',
  'wechat_busy',
  'wechat_unavailable',
  'invalid_login_code',
];
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;
/** A call that takes longer than the mini program waits has failed. */
const CALL_TIMEOUT_MS = 15_000;

/** The result of one call: an answer, our code for a refusal, or nothing. */
export type PhoneAnswer<T> = { body: T } | { code: ErrorCode | 'unreachable' };

/** One person's phone, as `wx.request` speaks: no Origin, and a Referer of WeChat's. */
export class Phone {
  readonly #url: string;
  readonly #wechat: Simulator;
  readonly #person: string;
  #accessToken: string | undefined;
  #down = false;

  constructor(url: string, wechat: Simulator, person: string) {
    this.#url = url;
    this.#wechat = wechat;
    this.#person = person;
  }

  /** Who its person is to the site; undefined before the first scan. */
  get subject(): string | undefined {
    return this.#accessToken === undefined ? undefined : claimsOf(this.#accessToken).sub;
  }

  /** Stops the phone: nothing is tried again, and its promises never resolve. */
  putDown(): void {
    this.#down = true;
  }

  /** One try. */
  async scan(scene: string): Promise<PhoneAnswer<ScanResponse>> {
    const code = this.#wechat.loginCode(this.#person);
    const answer = await this.call<ScanResponse>('POST', `/api/scenes/${scene}/scan`, { code, entry: 1047 });
    if ('body' in answer) this.#accessToken = answer.body.accessToken;
    return answer;
  }

  /** One try. */
  confirm(scene: string): Promise<PhoneAnswer<unknown>> {
    return this.call('POST', `/api/scenes/${scene}/confirm`, {});
  }

  /**
   * Taps "try again" for as long as it is offered, and until it is put down.
   * @returns the code of the words that end it; undefined: it went well
   */
  async insist(step: () => Promise<PhoneAnswer<unknown>>): Promise<ErrorCode | undefined> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
      const answer = await step();
      if ('body' in answer) return undefined;
      if (answer.code !== 'unreachable' && !PASSING.includes(answer.code)) return answer.code;
      await sleep(pause);
      if (this.#down) return new Promise(() => undefined);
    }
  }

  async call<T>(method: string, path: string, body?: object): Promise<PhoneAnswer<T>> {
    const response = await oneShotFetch(this.#url + path, {
      method,
      headers: {
        'Content-Type': 'application/json',
        Referer: `https://servicewechat.com/${this.#wechat.appId}/devtools/page-frame.html`,
        ...(this.#accessToken !== undefined && { Authorization: `Bearer ${this.#accessToken}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    }).catch(() => undefined);
    if (!response) return { code: 'unreachable' };
    const text = await response.text();
    const answer: unknown = text === '' ? null : JSON.parse(text);
    if (response.ok) return { body: answer as T };
    const { code } = answer as { code?: string };
    if (!isErrorCode(code))
      throw new Error(`a phone got ${response.status} without a code: ${text.slice(0, 200)}`);
    return { code };
  }
}
