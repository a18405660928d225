import { useSyncExternalStore } from 'react';
import { currentPerson, lastFarewell, onPersonChange, type Farewell, type Person } from './person.ts';

/** Who holds the phone, on every page at once. */
export function usePerson(): Person | null {
  return useSyncExternalStore(onPersonChange, currentPerson);
}

/** How the last person signed out; null while somebody is signed in. */
export function useFarewell(): Farewell | null {
  return useSyncExternalStore(onPersonChange, lastFarewell);
}
