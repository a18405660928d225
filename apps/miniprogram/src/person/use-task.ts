import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from '../api/answers.ts';
import type { Failure } from '../api/failure.ts';

/** After this long a sentence says what is slow. */
const SLOW_AFTER_MS = 5_000;

export interface Task {
  /** Something was asked and is not answered yet. */
  busy: boolean;
  /** It takes longer than it should. */
  slow: boolean;
  /** Why the last one failed; null while busy and after it went well. */
  trouble: Failure | null;
  /**
   * Runs one task at a time: while busy a second call is ignored, so that two taps count as one.
   * @param done - called with the value, unless the page is gone
   */
  run: <Value>(work: () => Promise<Answer<Value>>, done: (value: Value) => void) => Promise<void>;
  /** Forgets the last failure. */
  clear: () => void;
}

interface TaskState {
  busy: boolean;
  slow: boolean;
  trouble: Failure | null;
}

const IDLE: TaskState = { busy: false, slow: false, trouble: null };

/** One call of a page to the server, and its state. */
export function useTask(): Task {
  const [state, setState] = useState(IDLE);
  const running = useRef(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  useEffect(() => {
    if (!state.busy) return undefined;
    const timer = setTimeout(
      () => setState((now) => (now.busy ? { ...now, slow: true } : now)),
      SLOW_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [state.busy]);

  const run = useCallback<Task['run']>(async (work, done) => {
    if (running.current) return;
    running.current = true;
    setState({ busy: true, slow: false, trouble: null });
    const answer = await work();
    running.current = false;
    if (gone.current) return;
    setState(answer.ok ? IDLE : { ...IDLE, trouble: answer.failure });
    if (answer.ok) done(answer.value);
  }, []);
  const clear = useCallback(() => setState((now) => (now.busy ? now : IDLE)), []);
  return { ...state, run, clear };
}
