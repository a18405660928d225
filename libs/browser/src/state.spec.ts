import { describe, expect, test } from '@jest/globals';
import { reduce, secondsLeft, type LoginEvent, type LoginState, type OpenScene } from './state.ts';

const SEEN: OpenScene = {
  scene: 'a'.repeat(32),
  status: 'pending',
  picture: 'data:image/png;base64,AAAA',
  expiresAt: 10_000,
  lifetimeMs: 180_000,
  user: null,
  number: null,
};
const USER = { nickname: null, avatarUrl: null };
const seen = (status: OpenScene['status'], scene = SEEN.scene): LoginEvent => ({
  type: 'seen',
  seen: { ...SEEN, status, scene },
});
const after = (...events: LoginEvent[]): LoginState => events.reduce(reduce, { phase: 'loading' });

const SIGNED_IN: LoginEvent = { type: 'signed-in', user: USER };
const EVENTS: LoginEvent[] = [
  { type: 'begun' },
  seen('pending'),
  seen('scanned'),
  seen('confirmed'),
  SIGNED_IN,
  { type: 'sign-out', progress: 'working' },
  { type: 'refused' },
  { type: 'expired', renewal: 'tap' },
  { type: 'offline' },
  { type: 'failed', code: 'internal', retryable: true },
  { type: 'replaced' },
  { type: 'cancelled' },
];

/** One state of each phase, with the phase each event of EVENTS leads to. */
const PATHS: [LoginEvent[], string][] = [
  [
    [],
    'loading waiting scanned confirmed signed-in loading refused expired offline failed replaced cancelled',
  ],
  [
    [seen('pending')],
    'loading waiting scanned confirmed signed-in waiting refused expired offline failed replaced cancelled',
  ],
  [
    [seen('scanned')],
    'loading scanned scanned confirmed signed-in scanned refused expired offline failed replaced cancelled',
  ],
  [
    [seen('confirmed')],
    'loading confirmed confirmed confirmed signed-in confirmed refused expired offline failed replaced cancelled',
  ],
  [
    [SIGNED_IN],
    'loading signed-in signed-in signed-in signed-in signed-in refused expired signed-in failed replaced cancelled',
  ],
  [
    [{ type: 'offline' }],
    'loading waiting scanned confirmed signed-in offline refused expired offline failed replaced cancelled',
  ],
];

describe('every event in every state', () => {
  test.each(PATHS)('after %j', (path, expected) => {
    const reached = EVENTS.map((event) => reduce(after(...path), event).phase);
    expect(reached.join(' ')).toBe(expected);
  });
});

test('a new scene may begin again at waiting', () => {
  expect(reduce(after(seen('scanned')), seen('pending', 'b'.repeat(32))).phase).toBe('waiting');
});

test('an event that changes nothing gives the same object', () => {
  for (const event of EVENTS) {
    const once = after(event);
    if (
      event.type !== 'refused' &&
      event.type !== 'replaced' &&
      event.type !== 'cancelled' &&
      event.type !== 'failed'
    )
      expect(reduce(once, event)).toBe(once);
  }
});

test('a refresh in the middle of a sign-out does not hide it', () => {
  const leaving = after(SIGNED_IN, { type: 'sign-out', progress: 'working' });
  expect(reduce(leaving, { type: 'signed-in', user: { nickname: '新', avatarUrl: null } })).toEqual({
    phase: 'signed-in',
    user: { nickname: '新', avatarUrl: null },
    signOut: 'working',
  });
});

test('seconds are whole, end at the deadline, and are never negative', () => {
  expect([0, 1, 9000, 9001, 10_000, 99_000].map((now) => secondsLeft({ expiresAt: 10_000 }, now))).toEqual([
    10, 10, 1, 1, 0, 0,
  ]);
});
