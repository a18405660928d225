import { useEffect, useMemo, useReducer, useRef, type Dispatch, type Reducer } from 'react';

/** After this long a sentence says what is slow. */
const SLOW_AFTER_MS = 5_000;

interface Slow {
  type: 'slow';
}

/**
 * A list that is read from the site, as a page has it: its state, and what can be done with it. An answer that comes
 * after the page has gone is dropped; a reading that takes long is said to be slow.
 * @param next moves the state; pure
 * @param actionsOf makes the actions, once
 */
export function useList<State extends { at: string }, Event, Actions>(
  next: Reducer<State, Event | Slow>,
  start: State,
  actionsOf: (send: Dispatch<Event | Slow>) => Actions,
): { state: State; actions: Actions } {
  const [state, send] = useReducer(next, start);
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
    [actionsOf],
  );
  return { state, actions };
}
