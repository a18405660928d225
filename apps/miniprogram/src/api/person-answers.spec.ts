import { describe, expect, test } from '@jest/globals';
import { parseEvents, parseMe, parseMiniProgramSession, parseSessions } from './person-answers.ts';

const USER = { nickname: null, avatarUrl: 'https://login.example.com/api/avatars/x.jpg' };
const TIME = '2026-11-20T08:00:00.000Z';
const SESSION = {
  id: 's1',
  origin: 'https://read.example.com',
  browser: 'Chrome',
  os: 'unknown',
  ip: null,
  region: '浙江 杭州',
  createdAt: TIME,
  lastSeenAt: TIME,
  current: false,
};
const EVENT = { id: 'e1', kind: 'newer_than_this_program', at: TIME, origin: null };

describe('answers as they should be', () => {
  test('are taken as they are', () => {
    expect(parseMiniProgramSession({ accessToken: 't', user: USER })).toMatchObject({ user: USER });
    expect(parseMe({ id: 'u', createdAt: TIME, ...USER })).toMatchObject(USER);
    expect(parseSessions([SESSION])).toEqual([SESSION]);
    expect(parseSessions([])).toEqual([]);
    expect(parseEvents({ events: [EVENT], next: 'e1' })).toEqual({ events: [EVENT], next: 'e1' });
    const told = { ...EVENT, client: '山前书店' };
    expect(parseEvents({ events: [told], next: null })).toEqual({ events: [told], next: null });
  });

  test.each([null, undefined, ''])('the last page of events has %p for next', (next) => {
    expect(parseEvents({ events: [], next })).toEqual({ events: [], next: null });
  });
});

describe('answers of another shape are none', () => {
  test.each([
    null,
    'text',
    {},
    { accessToken: 't' },
    { accessToken: 't', user: null },
    { accessToken: 1, user: USER },
    { accessToken: 't', user: { nickname: 3, avatarUrl: null } },
  ])('session %j', (body) => {
    expect(parseMiniProgramSession(body)).toBeUndefined();
  });

  test.each([null, {}, { ...USER }, { id: 'u', nickname: 'a' }])('me %j', (body) => {
    expect(parseMe(body)).toBeUndefined();
  });

  test.each([
    { sessions: [SESSION] },
    [SESSION, { ...SESSION, id: undefined }],
    [{ ...SESSION, lastSeenAt: 'yesterday' }],
    [null],
  ])('sessions %j: one bad entry spoils the list', (body) => {
    expect(parseSessions(body)).toBeUndefined();
  });

  test.each([
    [EVENT],
    { events: [{ ...EVENT, at: 'then' }], next: null },
    { events: [{ ...EVENT, client: 3 }], next: null },
    { events: [{}] },
    {},
  ])('events %j', (body) => {
    expect(parseEvents(body)).toBeUndefined();
  });
});
