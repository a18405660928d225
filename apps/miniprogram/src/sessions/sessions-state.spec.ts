import { describe, expect, test } from '@jest/globals';
import type { SessionSummary } from '@maqiao/shared';
import { failure } from '../api/failure.ts';
import { LOADING, nextSessions, type SessionsEvent, type SessionsState } from './sessions-state.ts';

function browser(id: string): SessionSummary {
  return {
    id,
    origin: `https://${id}.example.com`,
    browser: 'Chrome',
    os: 'Windows',
    ip: null,
    region: null,
    createdAt: '2026-11-20T08:00:00.000Z',
    lastSeenAt: '2026-11-20T08:00:00.000Z',
    current: false,
  };
}

function play(...events: SessionsEvent[]): SessionsState {
  return events.reduce(nextSessions, LOADING);
}

const [a, b] = [browser('a'), browser('b')];
const loaded: SessionsEvent = { type: 'loaded', sessions: [a, b] };
const away = failure('unavailable');

describe('reading the list', () => {
  test('a list that is there stays while it is read again, also when that fails', () => {
    const again = play(loaded, { type: 'load' });
    expect(again).toMatchObject({ at: 'listed', sessions: [a, b] });
    expect(nextSessions(again, { type: 'load-failed', failure: away })).toMatchObject({
      at: 'listed',
      sessions: [a, b],
      trouble: away,
    });
    expect(play(loaded, { type: 'loaded', sessions: [b] })).toMatchObject({ sessions: [b] });
  });

  test('without a list a failure takes its place until it is asked for again', () => {
    const failed = play({ type: 'load-failed', failure: away });
    expect(failed).toEqual({ at: 'failed', failure: away });
    expect(nextSessions(failed, { type: 'load' })).toEqual(LOADING);
  });

  test('slowness is shown for the first reading only', () => {
    expect(play({ type: 'slow' })).toEqual({ at: 'loading', slow: true });
    expect(play(loaded, { type: 'slow' })).toEqual(play(loaded));
  });

  test('nothing of it is left for the next person', () => {
    expect(play(loaded, { type: 'forget' })).toEqual(LOADING);
  });
});

describe('signing one browser out', () => {
  const ending = play(loaded, { type: 'end', id: 'a' });

  test('marks it, takes it off the list, and says which', () => {
    expect(ending).toMatchObject({ ending: ['a'], sessions: [a, b] });
    const ended = nextSessions(ending, { type: 'ended', id: 'a', notMe: false });
    expect(ended).toMatchObject({ ending: [], sessions: [b], done: { what: 'ended', origin: a.origin } });
    const notMe = nextSessions(ending, { type: 'ended', id: 'a', notMe: true });
    expect(notMe).toMatchObject({ done: { what: 'not-me', origin: a.origin } });
  });

  test('two at once do not mix', () => {
    const both = nextSessions(ending, { type: 'end', id: 'b' });
    const one = nextSessions(both, { type: 'end-failed', id: 'a', failure: away });
    expect(one).toMatchObject({ ending: ['b'], sessions: [a, b], trouble: away });
    expect(nextSessions(one, { type: 'ended', id: 'b', notMe: false })).toMatchObject({ sessions: [a] });
  });
});

describe('signing all out', () => {
  const asked = play(loaded, { type: 'ask-all' });

  test('is asked first, and can be left', () => {
    expect(asked).toMatchObject({ all: 'asked' });
    expect(nextSessions(asked, { type: 'keep-all' })).toMatchObject({ all: 'offered', sessions: [a, b] });
    expect(play(loaded, { type: 'end-all' })).toEqual(play(loaded));
  });

  test('empties the list, or says why not', () => {
    const ending = nextSessions(asked, { type: 'end-all' });
    expect(ending).toMatchObject({ all: 'ending' });
    expect(nextSessions(ending, { type: 'all-ended' })).toMatchObject({
      sessions: [],
      done: { what: 'all' },
    });
    expect(nextSessions(ending, { type: 'all-failed', failure: away })).toMatchObject({
      all: 'offered',
      sessions: [a, b],
      trouble: away,
    });
  });
});
