import type { RejectRequest, ScanRequest, ScanResponse, SceneSnapshot } from '@maqiao/shared';
import { parseScan, parseSnapshot, type Answer } from './answers.ts';
import { request } from './request.ts';

/** `POST /api/scenes/{scene}/scan` with a login code that is fresh from `wx.login`. Never throws. */
export function scan(scene: string, body: ScanRequest): Promise<Answer<ScanResponse>> {
  return request({ method: 'POST', url: `${path(scene)}/scan`, data: body, parse: parseScan });
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
  const data = number ? { number } : {};
  return request({ method: 'POST', url: `${path(scene)}/confirm`, data, accessToken, parse: parseSnapshot });
}

/**
 * `POST /api/scenes/{scene}/reject`; also takes a confirmed login back. Never throws; may be repeated.
 * @param notMe the person did not open that page
 */
export function reject(scene: string, accessToken: string, notMe: boolean): Promise<Answer<SceneSnapshot>> {
  const data: RejectRequest = notMe ? { reason: 'not_me' } : {};
  return request({
    method: 'POST',
    url: `${path(scene)}/reject`,
    data,
    accessToken,
    parse: parseSnapshot,
  });
}

function path(scene: string): string {
  return `/api/scenes/${encodeURIComponent(scene)}`;
}
