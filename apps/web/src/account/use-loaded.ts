import { useCallback, useEffect, useRef, useState } from 'react';
import { AccountCallError } from './account-api.ts';

/** Why a call has failed. */
export type Fault = AccountCallError['code'];

/** What is read from the server. What is there stays while it is read again. */
export interface Loaded<T> {
  /** Null until it has been read. */
  readonly value: T | null;
  /** Why the last reading failed. */
  readonly fault: Fault | null;
  readonly reload: () => Promise<void>;
  /** What a change has answered takes its place. */
  readonly put: (value: T) => void;
}

/** Reads at once, again when `version` changes, and when the page is looked at again. */
export function useLoaded<T>(read: () => Promise<T>, version: number): Loaded<T> {
  const [value, put] = useState<T | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  /** An older answer does not take the place of a newer one. */
  const run = useRef(0);
  const reload = useCallback(async (): Promise<void> => {
    const mine = ++run.current;
    try {
      const fresh = await read();
      if (mine !== run.current) return;
      put(fresh);
      setFault(null);
    } catch (error) {
      if (mine === run.current) setFault(faultOf(error));
    }
  }, [read]);
  useEffect(() => {
    void reload();
    const wake = (): void => {
      if (document.visibilityState === 'visible') void reload();
    };
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', wake);
    return () => {
      run.current += 1;
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
    };
  }, [reload, version]);
  return { value, fault, reload, put };
}

/** @throws every error that is not of a call */
export function faultOf(error: unknown): Fault {
  if (error instanceof AccountCallError) return error.code;
  throw error;
}
