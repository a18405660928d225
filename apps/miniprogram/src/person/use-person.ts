import { useSyncExternalStore } from 'react';
import { currentPerson, lastFarewell, onPersonChange, type Farewell, type Person } from './person.ts';

/** Who holds the phone, on every page at once. */
export function usePerson(): Person | null {
  return useSyncExternalStore(onPersonChange, currentPerson);
}

/** How the last person left; null while somebody is here. */
export function useFarewell(): Farewell | null {
  return useSyncExternalStore(onPersonChange, lastFarewell);
}
