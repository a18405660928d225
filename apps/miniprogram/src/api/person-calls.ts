import type {
  DeleteMeRequest,
  EndSessionRequest,
  EndSessionsRequest,
  Me,
  MiniProgramSession,
  SecurityEventPage,
  SessionSummary,
  UpdateMeRequest,
} from '@maqiao/shared';
import type { Answer } from './answers.ts';
import { parseEvents, parseMe, parseMiniProgramSession, parseSessions } from './person-answers.ts';
import { parseNothing, request } from './request.ts';

// Every call here is about the one person whose phone this is. None throws; `accessToken` is the mini program's own.

/** A picture of two megabytes over a slow line. */
const UPLOAD_TIMEOUT_MS = 60_000;

/** Events of one page of the trail. */
const EVENTS_AT_ONCE = 30;

/** `POST /api/mini-program/session` with a login code that is fresh from `wx.login`. */
export function startSession(code: string): Promise<Answer<MiniProgramSession>> {
  return request({
    method: 'POST',
    url: '/api/mini-program/session',
    data: { code },
    parse: parseMiniProgramSession,
  });
}

/**
 * Sets the nickname; null takes it away. `PUT /api/me`, the same as its PATCH, which `wx.request` cannot send.
 */
export function rename(accessToken: string, nickname: string | null): Promise<Answer<Me>> {
  const data: UpdateMeRequest = { nickname };
  return request({ method: 'PUT', url: '/api/me', data, accessToken, parse: parseMe });
}

/** `PUT /api/me/avatar`: the picture's bytes as they are. The server looks at them and makes its own picture. */
export function sendAvatar(
  accessToken: string,
  picture: ArrayBuffer,
  mediaType: string,
): Promise<Answer<Me>> {
  return request({
    method: 'PUT',
    url: '/api/me/avatar',
    data: picture,
    mediaType,
    accessToken,
    timeoutMs: UPLOAD_TIMEOUT_MS,
    parse: parseMe,
  });
}

/** `DELETE /api/me/avatar`. May be repeated. */
export function removeAvatar(accessToken: string): Promise<Answer<true>> {
  return request({ method: 'DELETE', url: '/api/me/avatar', accessToken, parse: parseNothing });
}

/** `GET /api/sessions`: every browser that is signed in as this person. */
export function listSessions(accessToken: string): Promise<Answer<SessionSummary[]>> {
  return request({ method: 'GET', url: '/api/sessions', accessToken, parse: parseSessions });
}

/** `DELETE /api/sessions/{id}`. @param notMe the person does not know this browser: the trail keeps that */
export function endSession(accessToken: string, id: string, notMe: boolean): Promise<Answer<true>> {
  const data: EndSessionRequest = notMe ? { reason: 'not_me' } : {};
  const url = `/api/sessions/${encodeURIComponent(id)}`;
  return request({ method: 'DELETE', url, data, accessToken, parse: parseNothing });
}

/** `DELETE /api/sessions`: all at once. @param loginCode fresh from `wx.login`, so that it is this person now */
export function endAllSessions(accessToken: string, loginCode: string): Promise<Answer<true>> {
  const data: EndSessionsRequest = { loginCode };
  return request({ method: 'DELETE', url: '/api/sessions', data, accessToken, parse: parseNothing });
}

/** `GET /api/security-events`, newest first. @param before `next` of the page before this one */
export function listEvents(accessToken: string, before: string | null): Promise<Answer<SecurityEventPage>> {
  const from = before === null ? '' : `&before=${encodeURIComponent(before)}`;
  const url = `/api/security-events?limit=${EVENTS_AT_ONCE}${from}`;
  return request({ method: 'GET', url, accessToken, parse: parseEvents });
}

/** `DELETE /api/me`: everything about this person, for good. @param loginCode fresh from `wx.login` */
export function deleteAccount(accessToken: string, loginCode: string): Promise<Answer<true>> {
  const data: DeleteMeRequest = { loginCode };
  return request({ method: 'DELETE', url: '/api/me', data, accessToken, parse: parseNothing });
}
