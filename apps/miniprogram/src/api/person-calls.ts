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

/** Events of one page of the audit log. */
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
 * Sets the nickname; null takes it away. `POST /api/me`.
 */
export function rename(accessToken: string, nickname: string | null): Promise<Answer<Me>> {
  const data: UpdateMeRequest = { nickname };
  return request({ method: 'POST', url: '/api/me', data, accessToken, parse: parseMe });
}

/** `POST /api/me/avatar`: the picture's bytes as they are. The server looks at them and makes its own picture. */
export function sendAvatar(
  accessToken: string,
  picture: ArrayBuffer,
  mediaType: string,
): Promise<Answer<Me>> {
  return request({
    method: 'POST',
    url: '/api/me/avatar',
    data: picture,
    mediaType,
    accessToken,
    timeoutMs: UPLOAD_TIMEOUT_MS,
    parse: parseMe,
  });
}

/** `POST /api/me/avatar/delete`. May be repeated. */
export function removeAvatar(accessToken: string): Promise<Answer<true>> {
  return request({ method: 'POST', url: '/api/me/avatar/delete', accessToken, parse: parseNothing });
}

/** `GET /api/sessions`: every browser that is signed in as this person. */
export function listSessions(accessToken: string): Promise<Answer<SessionSummary[]>> {
  return request({ method: 'GET', url: '/api/sessions', accessToken, parse: parseSessions });
}

/** `POST /api/sessions/{id}/delete`. @param notMe the person does not know this browser: the audit log keeps that */
export function endSession(accessToken: string, id: string, notMe: boolean): Promise<Answer<true>> {
  const data: EndSessionRequest = notMe ? { reason: 'not_me' } : {};
  const url = `/api/sessions/${encodeURIComponent(id)}/delete`;
  return request({ method: 'POST', url, data, accessToken, parse: parseNothing });
}

/** `POST /api/sessions/delete`: all at once. @param loginCode fresh from `wx.login`, so that it is this person now */
export function endAllSessions(accessToken: string, loginCode: string): Promise<Answer<true>> {
  const data: EndSessionsRequest = { loginCode };
  return request({ method: 'POST', url: '/api/sessions/delete', data, accessToken, parse: parseNothing });
}

/** `GET /api/security-events`, newest first. @param before `next` of the page before this one */
export function listEvents(accessToken: string, before: string | null): Promise<Answer<SecurityEventPage>> {
  const from = before === null ? '' : `&before=${encodeURIComponent(before)}`;
  const url = `/api/security-events?limit=${EVENTS_AT_ONCE}${from}`;
  return request({ method: 'GET', url, accessToken, parse: parseEvents });
}

/** `POST /api/me/delete`: everything about this person, for good. @param loginCode fresh from `wx.login` */
export function deleteAccount(accessToken: string, loginCode: string): Promise<Answer<true>> {
  const data: DeleteMeRequest = { loginCode };
  return request({ method: 'POST', url: '/api/me/delete', data, accessToken, parse: parseNothing });
}
