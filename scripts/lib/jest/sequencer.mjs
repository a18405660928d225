// In which order test files run.
import Sequencer from '@jest/test-sequencer';

/** Where files take a minute, as they start servers, browsers and builds. */
const LONG = ['e2e', 'bench'];

/**
 * Jest begins with the files that took longest last time, so that no worker is left alone with a long one at the end. On a
 * fresh clone it goes by their size, which says little: then those of {@link LONG} come first.
 */
export default class extends Sequencer {
  sort(tests) {
    const isLong = ({ duration, context }) =>
      duration == null && LONG.includes(context.config.displayName?.name);
    return super.sort(tests).sort((one, other) => Number(isLong(other)) - Number(isLong(one)));
  }
}
