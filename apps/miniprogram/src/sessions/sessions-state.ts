import type { SessionSummary } from '@maqiao/shared';
import type { Failure } from '../api/failure.ts';

/** What the person did last, shown above the list. */
export type Done = { what: 'ended' | 'not-me'; origin: string } | { what: 'all' };

/** The state of the list of signed-in browsers. */
export type SessionsState =
  | { at: 'loading'; slow: boolean }
  | { at: 'failed'; failure: Failure }
  | {
      at: 'listed';
      sessions: readonly SessionSummary[];
      /** Browsers that are just being signed out. */
      ending: readonly string[];
      /** Signing out all: first asked, then done. */
      all: 'offered' | 'asked' | 'ending';
      done: Done | null;
      /** Why the last change failed; the list is unchanged. */
      trouble: Failure | null;
    };

export type SessionsEvent =
  | { type: 'forget' }
  | { type: 'load' }
  | { type: 'slow' }
  | { type: 'loaded'; sessions: readonly SessionSummary[] }
  | { type: 'load-failed'; failure: Failure }
  | { type: 'end'; id: string }
  | { type: 'ended'; id: string; notMe: boolean }
  | { type: 'end-failed'; id: string; failure: Failure }
  | { type: 'ask-all' }
  | { type: 'keep-all' }
  | { type: 'end-all' }
  | { type: 'all-ended' }
  | { type: 'all-failed'; failure: Failure };

export const LOADING: SessionsState = { at: 'loading', slow: false };

/** The reducer of the list. Pure; an event that does not fit changes nothing. */
export function nextSessions(state: SessionsState, event: SessionsEvent): SessionsState {
  switch (event.type) {
    case 'forget':
      return LOADING;
    case 'load':
      // A list that is there stays while it is read again.
      return state.at === 'listed' ? { ...state, trouble: null } : LOADING;
    case 'slow':
      return state.at === 'loading' ? { ...state, slow: true } : state;
    case 'loaded':
      return state.at === 'listed' ? { ...state, sessions: event.sessions } : listed(event.sessions);
    case 'load-failed':
      return state.at === 'listed'
        ? { ...state, trouble: event.failure }
        : { at: 'failed', failure: event.failure };
    default:
      return state.at === 'listed' ? nextListed(state, event) : state;
  }
}

type Listed = Extract<SessionsState, { at: 'listed' }>;
type ListedEvent = Exclude<SessionsEvent, { type: 'forget' | 'load' | 'slow' | 'loaded' | 'load-failed' }>;

function nextListed(state: Listed, event: ListedEvent): SessionsState {
  switch (event.type) {
    case 'end':
      return { ...state, ending: [...state.ending, event.id], done: null, trouble: null };
    case 'ended': {
      const origin = state.sessions.find(({ id }) => id === event.id)?.origin;
      const what = event.notMe ? 'not-me' : 'ended';
      return {
        ...without(state, event.id),
        sessions: state.sessions.filter(({ id }) => id !== event.id),
        done: origin === undefined ? state.done : { what, origin },
      };
    }
    case 'end-failed':
      return { ...without(state, event.id), trouble: event.failure };
    case 'ask-all':
      return { ...state, all: 'asked', done: null, trouble: null };
    case 'keep-all':
      return { ...state, all: 'offered' };
    case 'end-all':
      return state.all === 'asked' ? { ...state, all: 'ending' } : state;
    case 'all-ended':
      return { ...listed([]), done: { what: 'all' } };
    case 'all-failed':
      return { ...state, all: 'offered', trouble: event.failure };
  }
}

function listed(sessions: readonly SessionSummary[]): Listed {
  return { at: 'listed', sessions, ending: [], all: 'offered', done: null, trouble: null };
}

function without(state: Listed, id: string): Listed {
  return { ...state, ending: state.ending.filter((other) => other !== id) };
}
