import { describe, expect, test } from '@jest/globals';
import { machine, summaryOf, USER } from '../testing/machine-samples.ts';
import { EVENTS, MACHINES } from '../testing/machine-tables.ts';
import type { LoginEvent } from './machine-types.ts';
import { viewOf } from './machine-view.ts';
import { TABLE, transition } from './machine.ts';

// Every event in every step. An expectation is one line: the step (and what people see), what else has changed, and
// the effects in their order. Codes: A is on the screen, Z the one before it, N the next. What is not listed does nothing.

type Expected = Record<string, string>;

/** In every step between `start()` and `stop()`. @param codes that a phone can scan now */
const started = (step: string, shown: string, codes = ''): Expected => ({
  stop: `stopped (${shown.replace(/ [ANZ<>?]+$/, '')}); drop-session`,
  'sign-out-answered: done': `${step} (${shown}); known signed out: true; post to tabs: signed-out`,
  'tab-signed-out': `${step} (${shown}); known signed out: true`,
  'session-found': `signed-in (signed-in, idle); clear-store; adopt-session${codes && `; withdraw ${codes}`}`,
  redeemed: `signed-in (signed-in, idle); clear-store; adopt-session${codes && `; withdraw ${codes}`}; post to tabs: signed-in`,
});

/** The same, while nobody has confirmed. */
const waiting = (step: string, shown: string, codes = ''): Expected => ({
  ...started(step, shown, codes),
  renew: `asking-session (loading); a new run; ${`withdraw-all ${codes}`.trimEnd()}`,
  cancel: `ended (cancelled); ${`withdraw-all ${codes}`.trimEnd()}`,
  'tab-signed-in': `${step} (${shown}); look-for-session`,
  ...(codes && { 'page-left': `${step} (${shown}); withdraw ${codes}` }),
});

const offline = (step: string): Expected => ({
  unreachable: `${step} (offline)`,
  'unreachable: A': `${step} (offline)`,
  'unreachable: Z': `${step} (offline)`,
});

const EXPECTED: Record<string, Expected> = {
  stopped: {
    redeemed: 'signed-in (signed-in, idle); clear-store; adopt-session; post to tabs: signed-in',
    start: 'asking-session (loading); a new run',
    renew: 'asking-session (loading); a new run; withdraw-all',
    cancel: 'stopped (cancelled); withdraw-all',
    'sign-out-answered: done': 'stopped (loading); known signed out: true; post to tabs: signed-out',
  },
  'stopped, confirmed': {
    redeemed: 'signed-in (signed-in, idle); clear-store; adopt-session; post to tabs: signed-in',
    start: 'asking-session (loading); a new run',
    'sign-out-answered: done': 'stopped (confirmed); known signed out: true; post to tabs: signed-out',
  },
  'asking-session': {
    ...waiting('asking-session', 'loading'),
    ...offline('asking-session'),
    'session-missing': 'restoring (loading); known signed out: true',
    'session-failed': 'ended (failed, origin_not_allowed); clear-store',
  },
  'asking-session, to register': {
    ...waiting('asking-session', 'loading'),
    ...offline('asking-session'),
    'session-missing': 'registering (loading); known signed out: true',
    'session-failed': 'ended (failed, origin_not_allowed); clear-store',
  },
  'asking-session, to expire': {
    ...started('asking-session', 'confirmed'),
    ...offline('asking-session'),
    'session-missing': 'ended (expired, tap); known signed out: true; clear-store',
    'session-failed': 'ended (failed, origin_not_allowed); clear-store',
  },
  restoring: {
    ...waiting('restoring', 'loading'),
    restored: 'watching (loading Z<A)',
    'restored: nothing': 'registering (loading); clear-store',
  },
  registering: {
    ...waiting('registering', 'loading'),
    ...offline('registering'),
    registered: 'watching (loading A)',
    'register-failed': 'ended (failed, rate_limited); clear-store',
  },
  'a stored code': {
    ...waiting('watching', 'loading Z<A', 'A,Z'),
    'scene-seen: A pending': 'watching (waiting Z<A); store A,Z',
    'scene-seen: A scanned': 'watching (scanned A); withdraw Z; store A',
    'scene-seen: A confirmed': 'watching (confirmed A); withdraw Z; store A',
    'scene-seen: Z pending': 'watching (loading Z<A)',
    'scene-seen: Z scanned': 'watching (scanned Z); withdraw A; store Z',
    'scene-granted: A': 'claiming (confirmed); withdraw Z; store A',
    'scene-granted: Z': 'claiming (confirmed); withdraw A; store Z',
    'scene-ended: A refused': 'ended (refused); withdraw Z; clear-store',
    // It was never on this screen: another one comes without a word, and is not counted.
    'scene-ended: A expired': 'registering (loading); withdraw Z; clear-store',
    'scene-ended: A gone': 'registering (loading); withdraw Z; clear-store',
    'scene-ended: A replaced': 'ended (replaced); withdraw Z',
    'scene-ended: A failed': 'ended (failed, internal); withdraw Z; clear-store',
    'scene-ended: Z expired': 'watching (loading A); store A',
    'unreachable: A': 'watching (offline Z<A)',
    'next-requested': 'watching (loading Z<A>?)',
    'next-registered': 'watching (loading Z<A>N)',
  },
  'a code': {
    ...waiting('watching', 'waiting A', 'A'),
    'scene-seen: A pending': 'watching (waiting A); store A',
    'scene-seen: A scanned': 'watching (scanned A); store A',
    'scene-seen: A confirmed': 'watching (confirmed A); store A',
    'scene-granted: A': 'claiming (confirmed); store A',
    'scene-ended: A refused': 'ended (refused); clear-store',
    'scene-ended: A expired': 'registering (expired, automatic); 4 renewals left; clear-store',
    'scene-ended: A gone': 'registering (expired, automatic); 4 renewals left; clear-store',
    'scene-ended: A replaced': 'ended (replaced)',
    'scene-ended: A failed': 'ended (failed, internal); clear-store',
    'unreachable: A': 'watching (offline A)',
    'next-requested': 'watching (waiting A>?)',
    'next-registered': 'watching (waiting A>N)',
  },
  'a stored code, for an interaction': {
    ...waiting('watching', 'loading A', 'A'),
    renew: 'registering (loading); a new run; withdraw-all A',
    'tab-signed-in': '',
    'scene-seen: A pending': 'watching (waiting A); store A',
    'scene-seen: A scanned': 'watching (scanned A); store A',
    // The page was reloaded after the confirm.
    'scene-seen: A confirmed': 'claiming (confirmed); store A',
    'scene-granted: A': 'claiming (confirmed); store A',
    'scene-ended: A refused': 'ended (refused); clear-store',
    'scene-ended: A expired': 'registering (loading); clear-store',
    'scene-ended: A gone': 'registering (loading); clear-store',
    'scene-ended: A replaced': 'ended (replaced)',
    'scene-ended: A failed': 'ended (failed, internal); clear-store',
    'unreachable: A': 'watching (offline A)',
    'next-requested': 'watching (loading A>?)',
    'next-registered': 'watching (loading A>N)',
  },
  'between-codes': {
    ...waiting('between-codes', 'expired, automatic'),
    'next-registered': 'watching (loading N); 4 renewals left',
    'next-failed': 'registering (expired, automatic); 4 renewals left; clear-store',
  },
  claiming: {
    ...started('claiming', 'confirmed', 'A'),
    ...offline('claiming'),
    claimed: 'signed-in (signed-in, idle); clear-store; adopt-session; post to tabs: signed-in',
    // Nobody on this page has asked to be sent anywhere.
    'claimed: for a client':
      'signed-in (signed-in, idle); clear-store; adopt-session; post to tabs: signed-in',
    'claim-refused': 'ended (refused); clear-store',
    'claim-too-late': 'asking-session (confirmed); clear-store',
    'claim-failed': 'ended (failed, unavailable); clear-store',
  },
  'claiming, for an interaction': {
    ...started('claiming', 'confirmed', 'A'),
    ...offline('claiming'),
    // For a purpose: the page goes on.
    claimed: 'ended (confirmed); clear-store; post to tabs: signed-in; continue to undefined',
    'claimed: for a client':
      'ended (confirmed); clear-store; post to tabs: signed-in; continue to /oidc/auth/1',
    'claim-refused': 'ended (refused); clear-store',
    // The client still waits: another code is offered.
    'claim-too-late': 'ended (expired, tap); clear-store',
    'claim-failed': 'ended (failed, unavailable); clear-store',
  },
  'stopped, for an interaction': {
    redeemed: 'signed-in (signed-in, idle); clear-store; adopt-session; post to tabs: signed-in',
    // Whoever is signed in here does not answer for the client's person: the page asks them.
    start: 'restoring (loading); a new run',
    renew: 'registering (loading); a new run; withdraw-all',
    cancel: 'stopped (cancelled); withdraw-all',
    'sign-out-answered: done': 'stopped (loading); known signed out: true; post to tabs: signed-out',
  },
  'signed-in': {
    ...started('signed-in', ''),
    stop: 'stopped (loading); drop-session',
    'tab-signed-out': 'ended (signed-out, ended); known signed out: true; clear-store; drop-session',
    'session-refreshed': 'signed-in (signed-in, idle)',
    'session-ended': 'ended (signed-out, expired); clear-store; drop-session',
    'sign-out-requested': 'signed-in (signed-in, working)',
    'sign-out-answered: done':
      'registering (loading); known signed out: true; a new run; post to tabs: signed-out',
    'sign-out-answered: blocked': 'signed-in (signed-in, blocked)',
  },
  ended: { ...waiting('ended', 'refused'), start: 'asking-session (loading); a new run' },
  'ended, replaced': {
    ...waiting('ended', 'replaced'),
    start: 'restoring (loading); a new run',
    // The scene is the other tab's.
    renew: 'registering (loading); a new run; clear-store',
    cancel: 'ended (cancelled); clear-store',
    'session-found': 'signed-in (signed-in, idle); known signed out: false; clear-store; adopt-session',
    redeemed:
      'signed-in (signed-in, idle); known signed out: false; clear-store; adopt-session; post to tabs: signed-in',
    'sign-out-answered: done': 'ended (replaced); post to tabs: signed-out',
    'tab-signed-out': '',
  },
  'ended, for a client': {
    ...started('ended', 'confirmed'),
    // Back from the history cache, when the page is not gone.
    start: 'restoring (loading); a new run',
  },
  'ended, cancelled': {
    ...waiting('ended', 'cancelled'),
    start: 'asking-session (loading); a new run',
    'tab-signed-in': '',
  },
};

/** A code on the screen, and the next one ready. */
const IN_HAND: Expected = {
  ...waiting('watching', 'waiting A>N', 'A,N'),
  'scene-seen: A pending': 'watching (waiting A>N); store A',
  'scene-seen: A scanned': 'watching (scanned A); withdraw N; store A',
  'scene-seen: A confirmed': 'watching (confirmed A); withdraw N; store A',
  'scene-granted: A': 'claiming (confirmed); withdraw N; store A',
  'scene-ended: A refused': 'ended (refused); withdraw N; clear-store',
  'scene-ended: A expired': 'watching (loading N); 4 renewals left',
  'scene-ended: A gone': 'watching (loading N); 4 renewals left',
  'scene-ended: A replaced': 'ended (replaced); withdraw N',
  'scene-ended: A failed': 'ended (failed, internal); withdraw N; clear-store',
  'unreachable: A': 'watching (offline A>N)',
  'next-registered': '',
  'next-failed': 'watching (waiting A)',
  rotate: 'watching (loading A<N); 4 renewals left',
};

/** While one code is on the screen and others can be scanned or are prepared. Only what differs from `a code`. */
const CODES: Record<string, Expected> = {
  'a code, offline': {
    ...waiting('watching', 'offline A', 'A'),
    'unreachable: A': '',
    'next-requested': 'watching (offline A>?)',
    'next-registered': 'watching (offline A>N)',
  },
  'the last code': {
    renew: 'asking-session (loading); 5 renewals left; a new run; withdraw-all A',
    'scene-ended: A expired': 'ended (expired, tap); clear-store',
    'scene-ended: A gone': 'ended (expired, tap); clear-store',
  },
  'a code, the next one requested': {
    ...waiting('watching', 'waiting A>?', 'A'),
    'scene-seen: A pending': 'watching (waiting A>?); store A',
    'scene-ended: A expired': 'between-codes (expired, automatic)',
    'scene-ended: A gone': 'between-codes (expired, automatic)',
    'unreachable: A': 'watching (offline A>?)',
    'next-requested': '',
    'next-failed': 'watching (waiting A)',
  },
  'a code, the next one in hand': IN_HAND,
  'two codes': {
    ...waiting('watching', 'waiting Z<A', 'A,Z'),
    'scene-seen: A pending': 'watching (waiting Z<A); store A,Z',
    'scene-seen: A scanned': 'watching (scanned A); withdraw Z; store A',
    'scene-seen: A confirmed': 'watching (confirmed A); withdraw Z; store A',
    'scene-seen: Z scanned': 'watching (scanned Z); withdraw A; store Z',
    'scene-granted: A': 'claiming (confirmed); withdraw Z; store A',
    'scene-granted: Z': 'claiming (confirmed); withdraw A; store Z',
    'scene-ended: A refused': 'ended (refused); withdraw Z; clear-store',
    'scene-ended: A expired': 'registering (expired, automatic); 4 renewals left; withdraw Z; clear-store',
    'scene-ended: A gone': 'registering (expired, automatic); 4 renewals left; withdraw Z; clear-store',
    'scene-ended: A replaced': 'ended (replaced); withdraw Z',
    'scene-ended: A failed': 'ended (failed, internal); withdraw Z; clear-store',
    'scene-ended: Z expired': 'watching (waiting A); store A',
    'unreachable: A': 'watching (offline Z<A)',
    'next-requested': 'watching (waiting Z<A>?)',
    'next-registered': 'watching (waiting Z<A>N)',
  },
  'a code that is scanned': {
    ...waiting('watching', 'scanned A', 'A'),
    'tab-signed-in': '',
    'scene-seen: A pending': '',
    'scene-ended: A expired': 'ended (expired, tap); clear-store',
    'next-requested': 'watching (scanned A>?)',
    'next-registered': 'watching (scanned A>N)',
  },
  'a code that is confirmed': {
    ...started('watching', 'confirmed A', 'A'),
    renew: '',
    cancel: '',
    'page-left': '',
    'tab-signed-in': '',
    'scene-seen: A pending': '',
    'scene-seen: A scanned': '',
    'scene-ended: A expired': 'ended (expired, tap); clear-store',
    'next-requested': 'watching (confirmed A>?)',
    'next-registered': 'watching (confirmed A>N)',
  },
  'a code, for an interaction': {
    ...IN_HAND,
    renew: 'registering (loading); a new run; withdraw-all A,N',
    'tab-signed-in': '',
    // Nothing is delivered: the confirm itself leads to the claim.
    'scene-seen: A confirmed': 'claiming (confirmed); withdraw N; store A',
  },
  'a code, on a page without our cookie': {
    renew: 'registering (loading); a new run; withdraw-all A',
    'tab-signed-in': '',
    'scene-granted: A': 'signed-in (signed-in, idle); clear-store; adopt-session; post to tabs: signed-in',
  },
};

const ALL: Record<string, Expected> = {
  ...EXPECTED,
  ...Object.fromEntries(
    Object.entries(CODES).map(([name, changes]) => [name, { ...EXPECTED['a code'], ...changes }]),
  ),
};

describe('every event in every step', () => {
  test.each(Object.entries(MACHINES))('%s', (name, machine) => {
    const expected = ALL[name] ?? {};
    for (const [event, what] of Object.entries(EVENTS)) {
      expect([event, summaryOf(machine, what) ?? '']).toEqual([event, expected[event] ?? '']);
    }
  });

  test('the tables above leave none out', () => {
    expect(Object.keys(ALL).sort()).toEqual(Object.keys(MACHINES).sort());
    expect(new Set(Object.values(MACHINES).map(({ step }) => step.name))).toEqual(
      new Set(Object.keys(TABLE)),
    );
    const cells = new Set(Object.values(TABLE).flatMap((row) => Object.keys(row)));
    expect(new Set(Object.values(EVENTS).map((event: LoginEvent) => event.type))).toEqual(cells);
    for (const expected of Object.values(ALL))
      expect(Object.keys(EVENTS)).toEqual(expect.arrayContaining(Object.keys(expected)));
  });
});

test('a refresh in the middle of a sign-out does not hide it', () => {
  const leaving = machine({ name: 'signed-in', user: USER, signOut: 'working' });
  const { machine: after } = transition(leaving, {
    type: 'session-refreshed',
    user: { nickname: '新', avatarUrl: null },
  });
  expect(viewOf(after)).toEqual({
    phase: 'signed-in',
    user: { nickname: '新', avatarUrl: null },
    signOut: 'working',
  });
});

test('an event that does nothing gives the same machine', () => {
  const before = machine({ name: 'restoring' });
  expect(transition(before, { type: 'rotate' }).machine).toBe(before);
});
