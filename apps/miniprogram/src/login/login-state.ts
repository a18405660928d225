import type { LoginRequestDetails, PurposeKind, ScanResponse, SceneSnapshot } from '@maqiao/shared';
import { failure, type Failure } from '../api/failure.ts';
import type { NoVisit, Visit } from './visit.ts';
import { recoveryAction } from './recovery-action.ts';

type Decision = 'confirm' | 'reject';

/** What the confirm does. */
export type Asked = PurposeKind | 'sign-in';

/** What a call is waiting for when it takes long. */
export type SlowPart = 'wechat' | 'site';

/**
 * The answer of the scan: who asks, and the token for the decision. Kept in memory only. Times are local milliseconds.
 */
interface ScannedLogin {
  accessToken: string;
  request: LoginRequestDetails;
  /** When the request was made, by this phone's clock. */
  madeAt: number;
  /** When the server stops waiting for the decision. */
  deadline: number;
}

/** The state of a login on the phone. */
export type Phase =
  | { at: 'waiting-for-page' }
  | { at: 'no-visit'; reason: NoVisit }
  | { at: 'scanning'; visit: Visit; codeRenewed: boolean; notBefore: number; slow: SlowPart | null }
  | { at: 'asking'; visit: Visit; login: ScannedLogin; number: string; trouble: Failure | null }
  | {
      at: 'deciding';
      visit: Visit;
      login: ScannedLogin;
      number: string;
      decision: Decision;
      /** Whether this undoes a confirmed login. */
      undo: boolean;
      /** Whether the person says that they did not open that page. */
      notMe: boolean;
      /** Scanning again first, because the token ran out; at most once for a decision. */
      renewing: boolean;
      renewed: boolean;
      slow: SlowPart | null;
    }
  | { at: 'signed-in'; visit: Visit; login: ScannedLogin; undoUntil: number; trouble: Failure | null }
  | { at: 'declined'; visit: Visit; undone: boolean; purpose: Asked }
  | { at: 'failed'; visit: Visit; failure: Failure; since: number };

export type PhaseIn<At extends Phase['at']> = Extract<Phase, { at: At }>;

/** The phase, and the number of the work that belongs to it. Answers of older work are dropped. */
export interface LoginState {
  task: number;
  phase: Phase;
}

export type LoginEvent =
  | { type: 'opened'; visit: Visit }
  | { type: 'opened-without-visit'; reason: NoVisit }
  | { type: 'scanned'; task: number; answer: ScanResponse; now: number }
  | { type: 'decided'; task: number; snapshot: SceneSnapshot; now: number }
  | { type: 'failed'; task: number; failure: Failure; now: number }
  | { type: 'slow'; task: number; part: SlowPart }
  | { type: 'number-typed'; text: string }
  | { type: 'confirm-tapped' }
  | { type: 'reject-tapped' }
  | { type: 'not-me-tapped' }
  | { type: 'undo-tapped' }
  | { type: 'retry-tapped' }
  | { type: 'time-passed'; now: number }
  | { type: 'shown-again'; now: number };

export const INITIAL_STATE: LoginState = { task: 0, phase: { at: 'waiting-for-page' } };

/** Number match shows two digits. */
export const NUMBER_LENGTH = 2;

/** Whether everything that confirming needs is there. */
export function canConfirm(phase: PhaseIn<'asking' | 'deciding'>): boolean {
  return phase.login.request.match !== 'number' || phase.number.length === NUMBER_LENGTH;
}

/** The reducer of a login on the phone. Pure; an event that does not fit the phase changes nothing. */
export function nextState(state: LoginState, event: LoginEvent): LoginState {
  const { phase } = state;
  switch (event.type) {
    case 'opened':
      return work(state, scanning(event.visit));
    case 'opened-without-visit':
      return work(state, { at: 'no-visit', reason: event.reason });
    case 'scanned':
      return event.task === state.task ? afterScan(state, event.answer, event.now) : state;
    case 'decided':
      return event.task === state.task ? afterDecision(state, event.snapshot, event.now) : state;
    case 'failed':
      return event.task === state.task ? afterFailure(state, event.failure, event.now) : state;
    case 'slow':
      if (event.task !== state.task || (phase.at !== 'scanning' && phase.at !== 'deciding')) return state;
      return { ...state, phase: { ...phase, slow: event.part } };
    case 'number-typed': {
      if (phase.at !== 'asking') return state;
      const number = event.text.replace(/[^0-9]/g, '').slice(0, NUMBER_LENGTH);
      return { ...state, phase: { ...phase, number } };
    }
    case 'confirm-tapped':
      if (phase.at !== 'asking' || !canConfirm(phase)) return state;
      return work(state, deciding(phase.visit, phase.login, 'confirm', phase.number));
    case 'reject-tapped':
      if (phase.at !== 'asking') return state;
      return work(state, deciding(phase.visit, phase.login, 'reject', ''));
    case 'not-me-tapped':
      if (phase.at !== 'asking') return state;
      return work(state, { ...deciding(phase.visit, phase.login, 'reject', ''), notMe: true });
    case 'undo-tapped':
      if (phase.at !== 'signed-in' || phase.undoUntil === 0) return state;
      return work(state, { ...deciding(phase.visit, phase.login, 'reject', ''), undo: true, notMe: true });
    case 'retry-tapped':
      return phase.at === 'failed' ? again(state, phase) : state;
    case 'time-passed':
      return atTime(state, event.now);
    case 'shown-again':
      // WeChat aborts the calls of a program in the background; they are repeated when it is shown again.
      if (phase.at === 'failed' && phase.failure.code === 'interrupted') return again(state, phase);
      return atTime(state, event.now);
  }
}

/** When `time-passed` is due next, in local milliseconds; undefined when nothing is due. */
export function dueAt(phase: Phase): number | undefined {
  if (phase.at === 'asking') return phase.login.deadline;
  if (phase.at === 'signed-in' && phase.undoUntil > 0) return phase.undoUntil;
  return undefined;
}

function scanning(visit: Visit): PhaseIn<'scanning'> {
  return { at: 'scanning', visit, codeRenewed: false, notBefore: 0, slow: null };
}

function deciding(
  visit: Visit,
  login: ScannedLogin,
  decision: Decision,
  number: string,
): PhaseIn<'deciding'> {
  return {
    at: 'deciding',
    visit,
    login,
    number,
    decision,
    undo: false,
    notMe: false,
    renewing: false,
    renewed: false,
    slow: null,
  };
}

function afterScan(state: LoginState, answer: ScanResponse, now: number): LoginState {
  const { phase } = state;
  const login: ScannedLogin = {
    accessToken: answer.accessToken,
    request: answer.request,
    madeAt: localTime(answer.request.createdAt, answer.scene, now),
    deadline: localTime(answer.scene.expiresAt, answer.scene, now),
  };
  if (phase.at === 'deciding') return work(state, { ...phase, login, renewing: false, renewed: true });
  if (phase.at !== 'scanning') return state;
  const { visit } = phase;
  // The same person scanned a code that they have confirmed already.
  if (answer.scene.status === 'confirmed' || answer.scene.status === 'consumed') {
    return work(state, { at: 'signed-in', visit, login, undoUntil: login.deadline, trouble: null });
  }
  return work(state, { at: 'asking', visit, login, number: '', trouble: null });
}

function afterDecision(state: LoginState, snapshot: SceneSnapshot, now: number): LoginState {
  const { phase } = state;
  if (phase.at !== 'deciding') return state;
  const { visit, login } = phase;
  if (phase.decision === 'reject')
    return work(state, {
      at: 'declined',
      visit,
      undone: phase.undo,
      purpose: askedBy(login),
    });
  const undoUntil = localTime(snapshot.expiresAt, snapshot, now);
  const confirmed = { ...login, deadline: undoUntil };
  return work(state, { at: 'signed-in', visit, login: confirmed, undoUntil, trouble: null });
}

/** What is asked for: a sign-in, or something that signs nobody in. */
export function askedBy({ request }: Pick<ScannedLogin, 'request'>): Asked {
  return request.purpose ?? 'sign-in';
}

function afterFailure(state: LoginState, trouble: Failure, now: number): LoginState {
  const { phase } = state;
  if (phase.at === 'scanning') {
    if (trouble.code === 'invalid_login_code' && !phase.codeRenewed) {
      return work(state, { ...phase, codeRenewed: true, slow: null });
    }
    return work(state, { at: 'failed', visit: phase.visit, failure: trouble, since: now });
  }
  if (phase.at !== 'deciding') return state;
  const { visit, login, number } = phase;
  if (trouble.code === 'invalid_token' && !phase.renewed) {
    return work(state, { ...phase, renewing: true, renewed: true });
  }
  if (phase.undo) {
    const over = recoveryAction(trouble.code) !== 'retry';
    const undoUntil = over ? 0 : login.deadline;
    return work(state, { at: 'signed-in', visit, login, undoUntil, trouble });
  }
  // A refused login that has expired is refused all the same.
  if (phase.decision === 'reject' && trouble.code === 'scene_expired') {
    return work(state, { at: 'declined', visit, undone: false, purpose: askedBy(login) });
  }
  if (recoveryAction(trouble.code) === 'retry')
    return work(state, { at: 'asking', visit, login, number, trouble });
  return work(state, { at: 'failed', visit, failure: trouble, since: now });
}

/** The same scene from the start, with a fresh login code, not before the server wants it. */
function again(state: LoginState, phase: PhaseIn<'failed'>): LoginState {
  if (recoveryAction(phase.failure.code) !== 'retry') return state;
  const notBefore = phase.since + phase.failure.waitSeconds * 1000;
  return work(state, { ...scanning(phase.visit), notBefore });
}

function atTime(state: LoginState, now: number): LoginState {
  const { phase } = state;
  const due = dueAt(phase);
  if (due === undefined || now < due) return state;
  if (phase.at === 'asking') {
    return work(state, { at: 'failed', visit: phase.visit, failure: failure('scene_expired'), since: now });
  }
  return phase.at === 'signed-in' ? work(state, { ...phase, undoUntil: 0 }) : state;
}

function work(state: LoginState, phase: Phase): LoginState {
  return { task: state.task + 1, phase };
}

/** A time of the server in this phone's clock, which may be wrong. */
function localTime(time: string, snapshot: SceneSnapshot, now: number): number {
  return now + Date.parse(time) - Date.parse(snapshot.now);
}
