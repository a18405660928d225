import type { ErrorCode, LoginResult, UserProfile } from '@maqiao/shared';
import { isRetryable } from '../error-recovery.ts';
import type { LoginState, SignedOutReason } from '../state.ts';
import type { LoginAttempt, RegisteredAttempt } from './login-attempt.ts';
import type { Code, Effect, Machine, Step, StepOf } from './machine-types.ts';
import { viewOf } from './machine-view.ts';

// The functions that the cells of machine.ts use. All pure.

/** The login after an event, and what is to be done once. */
export interface Transition {
  readonly machine: Machine;
  readonly effects: readonly Effect[];
}

export const LOADING: LoginState = { phase: 'loading' };
const RENEWING: LoginState = { phase: 'expired', renewal: 'automatic' };
export const EXPIRED: LoginState = { phase: 'expired', renewal: 'tap' };
export const SIGNED_IN: Effect = { type: 'post-to-tabs', message: 'signed-in' };
export const SIGNED_OUT: Effect = { type: 'post-to-tabs', message: 'signed-out' };
export const CLEAR: Effect = { type: 'clear-store' };

/** A login that nobody has started. */
export function initialMachine(rules: Machine['rules']): Machine {
  return {
    step: { name: 'stopped', view: LOADING },
    rules,
    run: 0,
    renewalsLeft: rules.renewals,
    knownSignedOut: false,
    offline: false,
  };
}

/** Goes to another step. Losing the network never does that, so the network is back. */
export function go(machine: Machine, step: Step, effects: readonly Effect[] = []): Transition {
  return { machine: { ...machine, step, offline: false }, effects };
}

/** The step does not change. */
export function stay(machine: Machine, ...effects: Effect[]): Transition {
  return { machine, effects };
}

/** Withdraws every code that a phone can still scan, but those of `scenes`. */
export function withdraw(step: Step, ...scenes: string[]): Effect[] {
  const attempts = attemptsOf(step).filter(({ scene }) => !scenes.includes(scene));
  return attempts.length > 0 ? [{ type: 'withdraw', attempts }] : [];
}

function attemptsOf(step: Step): LoginAttempt[] {
  if (step.name === 'claiming') return [step.attempt];
  if (step.name !== 'watching') return [];
  const { shown, previous, next } = step;
  return [shown, previous, next === 'requested' ? null : next].flatMap((code) => code?.attempt ?? []);
}

/** Withdraws what this tab shows and stores. After `replaced` the scene is the other tab's. */
export function abandon(machine: Machine): Effect {
  if (viewOf(machine).phase === 'replaced') return CLEAR;
  return { type: 'withdraw-all', attempts: attemptsOf(machine.step) };
}

export function store({ attempt }: Pick<Code, 'attempt'>, previous: Code | null = null): Effect {
  return { type: 'store', attempts: { attempt, previous: previous?.attempt ?? null } };
}

/** A login begins; the one before it, if any, is over. */
export function begin(
  machine: Machine,
  from: 'restore' | 'register',
  effects: readonly Effect[] = [],
): Transition {
  const { cookies, renewals, answers } = machine.rules;
  const ask = cookies && !answers && !machine.knownSignedOut;
  const step: Step = ask ? { name: 'asking-session', next: from, view: LOADING } : withoutSession(from);
  return go({ ...machine, run: machine.run + 1, renewalsLeft: renewals }, step, effects);
}

/** What a login begins with in a browser that has no session. */
export function withoutSession(from: 'restore' | 'register'): Step {
  if (from === 'restore') return { name: 'restoring' };
  return { name: 'registering', replaces: null, whenVisible: false, view: LOADING };
}

/**
 * Ends without a sign-in: the codes are withdrawn, and what this tab has stored is cleared.
 * @param scene has ended on the server: there is nothing to withdraw
 */
export function end(machine: Machine, view: LoginState, scene = ''): Transition {
  return go(machine, { name: 'ended', view }, [...withdraw(machine.step, scene), CLEAR]);
}

/** The visible state of an error. */
export function failed(code: ErrorCode): LoginState {
  return { phase: 'failed', code, retryable: isRetryable(code) };
}

export function signIn(machine: Machine, result: LoginResult, ...effects: Effect[]): Transition {
  const signOut = machine.step.name === 'signed-in' ? machine.step.signOut : 'idle';
  return go({ ...machine, knownSignedOut: false }, { name: 'signed-in', user: result.user, signOut }, [
    CLEAR,
    { type: 'adopt-session', result },
    ...effects,
  ]);
}

/** Confirmed: the cookie is asked for. */
export function claim(machine: Machine, code: Code, user: UserProfile | null): Transition {
  const { attempt } = code;
  const others = withdraw(machine.step, attempt.scene);
  return go(machine, { name: 'claiming', attempt, user }, [...others, store(code)]);
}

/**
 * Done what it was for: nothing of the session is kept by this login.
 * @param to where the client waits; undefined for a purpose, whose page goes on
 */
export function leave(machine: Machine, to: string | undefined): Transition {
  return go(machine, { name: 'ended', view: viewOf(machine) }, [CLEAR, SIGNED_IN, { type: 'continue', to }]);
}

/** Ends a session that nobody here asked to end. */
export function signedOut(machine: Machine, reason: SignedOutReason): Transition {
  const view: LoginState = { phase: 'signed-out', reason };
  return go(machine, { name: 'ended', view }, [CLEAR, { type: 'drop-session' }]);
}

/** A code is on the screen. @param previous the one that has left it, while it can still be scanned */
export function watch(shown: Code, previous: Code | null = null): Step {
  return { name: 'watching', shown, previous, next: null };
}

/** A code after its registration, before any report. */
export function asCode({ attempt, snapshot }: RegisteredAttempt): Code {
  return { attempt, first: snapshot, seen: null };
}

/** As {@link asCode}, for one that this tab stored before a reload. */
export function storedCode(attempt: LoginAttempt): Code {
  return { attempt, first: null, seen: null };
}

/**
 * The next code takes the screen.
 * @param last leaves it
 * @param previous the same, while it can still be scanned
 */
export function rotate(
  machine: Machine,
  next: RegisteredAttempt,
  last: LoginAttempt,
  previous: Code | null,
): Transition {
  const others = withdraw(machine.step, next.attempt.scene, last.scene);
  return go({ ...machine, renewalsLeft: machine.renewalsLeft - 1 }, watch(asCode(next), previous), others);
}

/** A code ran out that nobody had scanned: another one comes by itself, while that is allowed. */
export function replaceExpired(machine: Machine, last: LoginAttempt): Transition {
  const { step, renewalsLeft } = machine;
  if (renewalsLeft <= 0) return end(machine, EXPIRED, last.scene);
  return go(
    { ...machine, renewalsLeft: renewalsLeft - 1 },
    { name: 'registering', replaces: last, whenVisible: true, view: RENEWING },
    [...withdraw(step, last.scene), CLEAR],
  );
}

/** The code on the screen is over, and nobody has scanned it. */
export function ranOut(machine: Machine & { readonly step: StepOf<'watching'> }): Transition {
  const { shown, next } = machine.step;
  const { attempt, seen } = shown;
  const others = withdraw(machine.step, attempt.scene);
  if (next === 'requested') return go(machine, { name: 'between-codes', last: attempt }, others);
  if (next) return rotate(machine, next, attempt, null);
  if (seen) return replaceExpired(machine, attempt);
  // It was stored before a reload, and was never on this screen: another one comes without a word.
  const step: Step = { name: 'registering', replaces: attempt, whenVisible: false, view: LOADING };
  return go(machine, step, [...others, CLEAR]);
}
