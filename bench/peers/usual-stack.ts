import type { Contestant } from '../harness/laboratory.ts';
import { compiled } from './compiled.ts';

/** Nest on Express as people use it: every duty of the product, each met by what Nest's documentation names for it. */
export function usualStack(): Contestant {
  return { name: 'usual stack', script: compiled('usual-stack'), transport: 'socket.io' };
}

/** The same frame with a helping hand: statements prepared by hand, no limits, no metrics, no names of browsers. */
export function usualStackHelped(): Contestant {
  return { name: 'usual stack, helped', script: compiled('usual-stack-helped'), transport: 'socket.io' };
}
