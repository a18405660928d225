import type { Dispatch } from 'react';
import type { Answer } from '../api/answers.ts';
import { endAllSessions, endSession, listSessions } from '../api/person-calls.ts';
import { withLoginCode, withToken } from '../person/sign-in.ts';
import { useList } from '../person/use-list.ts';
import { LOADING, nextSessions, type SessionsEvent, type SessionsState } from './sessions-state.ts';

export interface SessionsActions {
  /** Somebody else may hold the phone: nothing of the old list is shown again. */
  forget: () => void;
  /** Reads the list again; resolves when that is over, well or not. */
  load: () => Promise<void>;
  end: (id: string, notMe: boolean) => void;
  askAll: () => void;
  keepAll: () => void;
  endAll: () => void;
}

/** The browsers that are signed in as this person, and signing them out. */
export function useSessions(): { state: SessionsState; actions: SessionsActions } {
  return useList(nextSessions, LOADING, actionsOf);
}

function actionsOf(send: Dispatch<SessionsEvent>): SessionsActions {
  /** A read that began before a sign-out would show the removed browser again. */
  let changes = 0;
  const settle = <Value>(
    answer: Answer<Value>,
    well: (value: Value) => SessionsEvent,
    badly: (failure: Extract<Answer<Value>, { ok: false }>['failure']) => SessionsEvent,
  ) => send(answer.ok ? well(answer.value) : badly(answer.failure));
  return {
    forget: () => {
      changes += 1;
      send({ type: 'forget' });
    },
    load: async () => {
      send({ type: 'load' });
      const before = changes;
      const answer = await withToken(listSessions);
      if (changes !== before) return;
      settle(
        answer,
        (sessions) => ({ type: 'loaded', sessions }),
        (failure) => ({ type: 'load-failed', failure }),
      );
    },
    end: (id, notMe) => {
      changes += 1;
      send({ type: 'end', id });
      void withToken((token) => endSession(token, id, notMe)).then((answer) => {
        changes += 1;
        // Ended already, by its own sign-out or from another phone: the result is the same.
        const gone = !answer.ok && answer.failure.code === 'not_found';
        settle<true>(
          gone ? { ok: true, value: true } : answer,
          () => ({ type: 'ended', id, notMe }),
          (failure) => ({ type: 'end-failed', id, failure }),
        );
      });
    },
    askAll: () => send({ type: 'ask-all' }),
    keepAll: () => send({ type: 'keep-all' }),
    endAll: () => {
      changes += 1;
      send({ type: 'end-all' });
      void withLoginCode(endAllSessions).then((answer) => {
        changes += 1;
        settle(
          answer,
          () => ({ type: 'all-ended' }),
          (failure) => ({ type: 'all-failed', failure }),
        );
      });
    },
  };
}
