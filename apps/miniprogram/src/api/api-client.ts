import type { ScanRequest, ScanResponse, SceneSnapshot } from '@maqiao/shared';
import Taro from '@tarojs/taro';
import { parseScan, parseSnapshot, readAnswer, type Answer } from './answers.ts';
import { failure, requestFailureCode } from './failure.ts';

/** Shorter than WeChat's 60 s: nobody waits that long for a login. */
const TIMEOUT_MS = 15_000;

/** `POST /api/scenes/{scene}/scan` with a login code that is fresh from `wx.login`. Never throws. */
export function scan(scene: string, body: ScanRequest): Promise<Answer<ScanResponse>> {
  return post(`${path(scene)}/scan`, body, undefined, parseScan);
}

/**
 * `POST /api/scenes/{scene}/confirm`. Never throws; may be repeated when its answer was lost.
 * @param number the two digits on the screen, when number match is asked for
 */
export function confirm(
  scene: string,
  accessToken: string,
  number: string | undefined,
): Promise<Answer<SceneSnapshot>> {
  return post(`${path(scene)}/confirm`, number ? { number } : {}, accessToken, parseSnapshot);
}

/** `POST /api/scenes/{scene}/reject`; also takes a confirmed login back. Never throws; may be repeated. */
export function reject(scene: string, accessToken: string): Promise<Answer<SceneSnapshot>> {
  return post(`${path(scene)}/reject`, {}, accessToken, parseSnapshot);
}

function path(scene: string): string {
  return `/api/scenes/${encodeURIComponent(scene)}`;
}

async function post<Value>(
  url: string,
  data: object,
  accessToken: string | undefined,
  parse: (body: unknown) => Value | undefined,
): Promise<Answer<Value>> {
  const header: Record<string, string> = { 'content-type': 'application/json' };
  if (accessToken) header.authorization = `Bearer ${accessToken}`;
  try {
    const answer = await Taro.request<unknown>({
      url: API_BASE + url,
      method: 'POST',
      data,
      header,
      timeout: TIMEOUT_MS,
    });
    return readAnswer(answer, parse);
  } catch (reason) {
    return { ok: false, failure: failure(requestFailureCode(reason)) };
  }
}
