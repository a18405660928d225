import { useEffect, useMemo, useReducer, useRef, type Dispatch } from 'react';
import { listEvents } from '../api/person-calls.ts';
import { withToken } from '../person/sign-in.ts';
import { LOADING, nextTrail, type TrailEvent, type TrailState } from './trail-state.ts';

/** After this long a sentence says what is slow. */
const SLOW_AFTER_MS = 5_000;

export interface TrailActions {
  /** Reads the newest events again; resolves when that is over, well or not. */
  load: () => Promise<void>;
  /** @param next where the page after what is shown begins */
  loadOlder: (next: string) => void;
}

/** What happened around the person's sign-ins. */
export function useTrail(): { state: TrailState; actions: TrailActions } {
  const [state, send] = useReducer(nextTrail, LOADING);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);

  const loading = state.at === 'loading';
  useEffect(() => {
    if (!loading) return undefined;
    const timer = setTimeout(() => send({ type: 'slow' }), SLOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [loading]);

  const actions = useMemo(
    () =>
      actionsOf((event) => {
        if (alive.current) send(event);
      }),
    [],
  );
  return { state, actions };
}

function actionsOf(send: Dispatch<TrailEvent>): TrailActions {
  const read = async (before: string | null, loaded: 'loaded' | 'older-loaded') => {
    const answer = await withToken((token) => listEvents(token, before));
    send(answer.ok ? { type: loaded, page: answer.value } : { type: 'failed', failure: answer.failure });
  };
  return {
    load: () => {
      send({ type: 'load' });
      return read(null, 'loaded');
    },
    loadOlder: (next) => {
      send({ type: 'load-older' });
      void read(next, 'older-loaded');
    },
  };
}
