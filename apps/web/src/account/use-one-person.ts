import { useEffect } from 'react';
import { forgetKept, keep, kept } from './tab-storage.ts';

/**
 * Another person may have signed in in this browser, in another tab: then the page begins anew, and nothing of what the
 * one before had begun is left.
 * @param id of the person who is signed in now; undefined until it is known
 */
export function useOnePerson(id: string | undefined): void {
  useEffect(() => {
    if (id === undefined) return;
    const before = kept('person');
    if (before !== null && before !== id) {
      forgetKept();
      location.reload();
    } else keep('person', id);
  }, [id]);
}
