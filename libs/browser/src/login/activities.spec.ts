import { expect, test } from '@jest/globals';
import { MACHINES } from '../testing/machine-tables.ts';
import { activitiesOf, keyOf } from './activities.ts';

/** What goes on in every step, beside what the page and the other tabs say. */
const EXPECTED: Record<string, string[]> = {
  'asking-session': ['ask-session 1'],
  'asking-session, to register': ['ask-session 1'],
  'asking-session, to expire': ['ask-session 1'],
  restoring: ['restore 1'],
  registering: ['register 1'],
  'a stored code': ['watch A', 'watch Z', 'prepare-next A'],
  'a code': ['watch A', 'prepare-next A'],
  'a code, offline': ['watch A', 'prepare-next A'],
  'the last code': ['watch A'],
  'a code, the next one requested': ['watch A', 'prepare-next A'],
  'a code, the next one in hand': ['watch A', 'prepare-next A'],
  'two codes': ['watch A', 'watch Z', 'prepare-next A'],
  'a code that is scanned': ['watch A'],
  'a code that is confirmed': ['watch A'],
  'a code, for an interaction': ['watch A', 'prepare-next A'],
  'a stored code, for an interaction': ['watch A', 'prepare-next A'],
  'a code, on a page without our cookie': ['watch A', 'prepare-next A'],
  // The registration that was under way goes on; the code that ran out is not watched any more.
  'between-codes': ['prepare-next A'],
  // The socket stays until the claim is answered.
  claiming: ['watch A', 'claim A'],
  'claiming, for an interaction': ['watch A', 'claim A'],
  'signed-in': [],
};

test.each(Object.entries(MACHINES))('%s', (name, machine) => {
  const keys = activitiesOf(machine).map(keyOf);
  if (name.startsWith('stopped')) return expect(keys).toEqual([]);
  if (name.startsWith('ended')) return expect(keys).toEqual(['listen-to-tabs']);
  return expect(keys).toEqual(['listen-to-tabs', 'listen-to-page', ...(EXPECTED[name] ?? ['missing'])]);
});
