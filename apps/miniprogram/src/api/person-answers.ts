import type {
  Me,
  MiniProgramSession,
  SecurityEvent,
  SecurityEventPage,
  SessionSummary,
} from '@maqiao/shared';
import { hasTexts, hasTextsOrNull, hasTimes, isObject } from './body-shape.ts';

// Each of these gives undefined for a body of another shape. One bad entry makes a whole list invalid: a list that
// lacks a browser would be worse than an error.

export function parseMiniProgramSession(body: unknown): MiniProgramSession | undefined {
  if (!isObject(body) || !hasTexts(body, ['accessToken'])) return undefined;
  // Checked by hand, here and below, because a schema library would be half of the program's size.
  return isProfile(body.user) ? (body as unknown as MiniProgramSession) : undefined;
}

export function parseMe(body: unknown): Me | undefined {
  return isObject(body) && isProfile(body) && hasTexts(body, ['id']) ? (body as unknown as Me) : undefined;
}

export function parseSessions(body: unknown): SessionSummary[] | undefined {
  return Array.isArray(body) && body.every(isSession) ? body : undefined;
}

export function parseEvents(body: unknown): SecurityEventPage | undefined {
  if (!isObject(body) || !Array.isArray(body.events) || !body.events.every(isEvent)) return undefined;
  const next = typeof body.next === 'string' && body.next !== '' ? body.next : null;
  return { events: body.events, next };
}

function isProfile(value: unknown): boolean {
  return isObject(value) && hasTextsOrNull(value, ['nickname', 'avatarUrl']);
}

function isSession(value: unknown): value is SessionSummary {
  return (
    isObject(value) &&
    hasTexts(value, ['id', 'origin', 'browser', 'os']) &&
    hasTextsOrNull(value, ['ip', 'region']) &&
    (value.siteName === undefined || hasTexts(value, ['siteName'])) &&
    hasTimes(value, ['createdAt', 'lastSeenAt'])
  );
}

function isEvent(value: unknown): value is SecurityEvent {
  return (
    isObject(value) &&
    hasTexts(value, ['id', 'kind']) &&
    (value.client === undefined || hasTexts(value, ['client'])) &&
    hasTimes(value, ['at'])
  );
}
