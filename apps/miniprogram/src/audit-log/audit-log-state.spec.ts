import { describe, expect, test } from '@jest/globals';
import type { SecurityEvent } from '@maqiao/shared';
import { failure } from '../api/failure.ts';
import { LOADING, nextAuditLog, type AuditLogEvent, type AuditLogState } from './audit-log-state.ts';

function event(id: string): SecurityEvent {
  const at = '2026-11-20T08:00:00.000Z';
  return { id, kind: 'scanned', at, origin: null, browser: null, os: null, region: null, ip: null };
}

function play(...events: AuditLogEvent[]): AuditLogState {
  return events.reduce(nextAuditLog, LOADING);
}

const [a, b, c] = [event('a'), event('b'), event('c')];
const first: AuditLogEvent = { type: 'loaded', page: { events: [a, b], next: 'b' } };
const older: AuditLogEvent = { type: 'older-loaded', page: { events: [c], next: null } };
const away = failure('offline');

test('pages follow each other', () => {
  expect(play(first, { type: 'load-older' }, older)).toEqual({
    at: 'listed',
    events: [a, b, c],
    next: null,
    older: 'offered',
    trouble: null,
  });
});

test('an event that comes twice is shown once', () => {
  const overlapping: AuditLogEvent = { type: 'older-loaded', page: { events: [b, c], next: null } };
  expect(play(first, { type: 'load-older' }, overlapping)).toMatchObject({ events: [a, b, c] });
});

test('an older page that was overtaken by a new reading is dropped', () => {
  const reloaded: AuditLogEvent = { type: 'loaded', page: { events: [a], next: 'a' } };
  expect(play(first, { type: 'load-older' }, reloaded, older)).toMatchObject({ events: [a], next: 'a' });
});

describe('a failure', () => {
  test('of the first reading takes the audit log’s place', () => {
    expect(play({ type: 'failed', failure: away })).toEqual({ at: 'failed', failure: away });
  });

  test('of an older page leaves what is there, and can be tried again', () => {
    const failed = play(first, { type: 'load-older' }, { type: 'failed', failure: away });
    expect(failed).toMatchObject({ events: [a, b], next: 'b', older: 'offered', trouble: away });
    expect(nextAuditLog(failed, { type: 'load-older' })).toMatchObject({ older: 'loading', trouble: null });
  });
});

test('at the end there is nothing older to ask for', () => {
  const end = play({ type: 'loaded', page: { events: [a], next: null } });
  expect(nextAuditLog(end, { type: 'load-older' })).toBe(end);
});
