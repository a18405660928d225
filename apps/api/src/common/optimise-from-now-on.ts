import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 make machine code of what runs often, as it does by default. A release starts without that
 * (scripts/lib/release/maqiao.sh): what is compiled during a start is hardly used by it.
 */
export function optimiseFromNowOn(): void {
  setFlagsFromString('--minimum-invocations-before-optimization=2');
}
