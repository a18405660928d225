import { useState } from 'react';
import { faultOf, type Fault } from './use-loaded.ts';

/** What became of the last change of a part. */
export type Said = { readonly done: string } | { readonly fault: Fault } | null;

/** Runs the changes of a part, one at a time, and keeps what is to be said of the last one. */
export function useChange() {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said>(null);
  /** @param done what is said once it is done */
  const change = async (work: () => Promise<void>, done: string): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setSaid(null);
    try {
      await work();
      setSaid({ done });
    } catch (error) {
      setSaid({ fault: faultOf(error) });
    } finally {
      setBusy(false);
    }
  };
  return { busy, said, say: setSaid, change };
}
