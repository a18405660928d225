import type { LoginEvent, Machine, Step } from '../login/machine-types.ts';
import { attempt, code, machine, registered, RESULT, sceneSeen, USER } from './machine-samples.ts';

const LOADING = { phase: 'loading' } as const;
const watching = (more: Partial<Extract<Step, { name: 'watching' }>> = {}): Step => ({
  name: 'watching',
  shown: code('A', 'pending'),
  previous: null,
  next: null,
  ...more,
});
const ended = (view: Extract<Step, { name: 'ended' }>['view']): Step => ({ name: 'ended', view });

/** A login that a client waits for. */
const FOR_A_CLIENT = { rules: { cookies: true, renewals: 5, answers: true } };

/** A login in every step, and in every state of it that makes a difference. */
export const MACHINES: Readonly<Record<string, Machine>> = {
  stopped: machine({ name: 'stopped', view: LOADING }),
  'stopped, confirmed': machine({ name: 'stopped', view: { phase: 'confirmed', scene: 'A', user: null } }),
  'asking-session': machine({ name: 'asking-session', next: 'restore', view: LOADING }),
  'asking-session, to register': machine({ name: 'asking-session', next: 'register', view: LOADING }),
  'asking-session, to expire': machine({
    name: 'asking-session',
    next: 'expire',
    view: { phase: 'confirmed', scene: 'A', user: null },
  }),
  restoring: machine({ name: 'restoring' }),
  registering: machine({ name: 'registering', replaces: null, whenVisible: false, view: LOADING }),
  'a stored code': machine(watching({ shown: code('A'), previous: code('Z') })),
  'a code': machine(watching()),
  'a code, offline': machine(watching(), { offline: true }),
  'the last code': machine(watching(), { renewalsLeft: 0 }),
  'a code, the next one requested': machine(watching({ next: 'requested' })),
  'a code, the next one in hand': machine(watching({ next: registered('N') })),
  'two codes': machine(watching({ previous: code('Z', 'pending') })),
  'a code that is scanned': machine(watching({ shown: code('A', 'scanned') })),
  'a code that is confirmed': machine(watching({ shown: code('A', 'confirmed') })),
  'a code, on a page without our cookie': machine(watching(), {
    rules: { cookies: false, renewals: 5, answers: false },
  }),
  'a code, for an interaction': machine(watching({ next: registered('N') }), FOR_A_CLIENT),
  'a stored code, for an interaction': machine(watching({ shown: code('A') }), FOR_A_CLIENT),
  'between-codes': machine({ name: 'between-codes', last: attempt('A') }),
  claiming: machine({ name: 'claiming', attempt: attempt('A'), user: USER }),
  'claiming, for an interaction': machine(
    { name: 'claiming', attempt: attempt('A'), user: null },
    FOR_A_CLIENT,
  ),
  'stopped, for an interaction': machine({ name: 'stopped', view: LOADING }, FOR_A_CLIENT),
  'signed-in': machine({ name: 'signed-in', user: USER, signOut: 'idle' }),
  ended: machine(ended({ phase: 'refused' })),
  'ended, for a client': machine(ended({ phase: 'confirmed', scene: 'A', user: USER }), FOR_A_CLIENT),
  'ended, replaced': machine(ended({ phase: 'replaced' }), { knownSignedOut: true }),
  'ended, cancelled': machine(ended({ phase: 'cancelled' })),
};

/** Everything that can happen. */
export const EVENTS: Readonly<Record<string, LoginEvent>> = {
  start: { type: 'start' },
  renew: { type: 'renew' },
  cancel: { type: 'cancel' },
  stop: { type: 'stop' },
  'sign-out-requested': { type: 'sign-out-requested' },
  'sign-out-answered: done': { type: 'sign-out-answered', outcome: 'done' },
  'sign-out-answered: blocked': { type: 'sign-out-answered', outcome: 'blocked' },
  'page-left': { type: 'page-left' },
  'tab-signed-in': { type: 'tab-signed-in' },
  'tab-signed-out': { type: 'tab-signed-out' },
  'session-found': { type: 'session-found', result: RESULT },
  'session-missing': { type: 'session-missing' },
  'session-failed': { type: 'session-failed', code: 'origin_not_allowed' },
  'session-refreshed': { type: 'session-refreshed', user: { nickname: 'new', avatarUrl: null } },
  'session-ended': { type: 'session-ended', reason: 'expired' },
  restored: { type: 'restored', stored: { attempt: attempt('A'), previous: attempt('Z') } },
  'restored: nothing': { type: 'restored', stored: null },
  registered: { type: 'registered', registered: registered('A') },
  'register-failed': { type: 'register-failed', code: 'rate_limited' },
  'scene-seen: A pending': sceneSeen('A', 'pending'),
  'scene-seen: A scanned': sceneSeen('A', 'scanned'),
  'scene-seen: A confirmed': sceneSeen('A', 'confirmed'),
  'scene-seen: Z pending': sceneSeen('Z', 'pending'),
  'scene-seen: Z scanned': sceneSeen('Z', 'scanned'),
  'scene-granted: A': { type: 'scene-granted', scene: 'A', result: RESULT },
  'scene-granted: Z': { type: 'scene-granted', scene: 'Z', result: RESULT },
  'scene-ended: A refused': { type: 'scene-ended', scene: 'A', end: { kind: 'refused' } },
  'scene-ended: A expired': { type: 'scene-ended', scene: 'A', end: { kind: 'expired' } },
  'scene-ended: A gone': { type: 'scene-ended', scene: 'A', end: { kind: 'gone' } },
  'scene-ended: A replaced': { type: 'scene-ended', scene: 'A', end: { kind: 'replaced' } },
  'scene-ended: A failed': { type: 'scene-ended', scene: 'A', end: { kind: 'failed', code: 'internal' } },
  'scene-ended: Z expired': { type: 'scene-ended', scene: 'Z', end: { kind: 'expired' } },
  unreachable: { type: 'unreachable' },
  'unreachable: A': { type: 'unreachable', scene: 'A' },
  'unreachable: Z': { type: 'unreachable', scene: 'Z' },
  'next-requested': { type: 'next-requested' },
  'next-registered': { type: 'next-registered', registered: registered('N') },
  'next-failed': { type: 'next-failed' },
  rotate: { type: 'rotate' },
  claimed: { type: 'claimed', result: RESULT },
  'claimed: for a client': { type: 'claimed', result: { ...RESULT, continueTo: '/oidc/auth/1' } },
  'claim-refused': { type: 'claim-refused' },
  'claim-too-late': { type: 'claim-too-late' },
  'claim-failed': { type: 'claim-failed', code: 'unavailable' },
  redeemed: { type: 'redeemed', result: RESULT },
};
