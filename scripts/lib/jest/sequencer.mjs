// The order in which test files run.
import Sequencer from '@jest/test-sequencer';

/** Projects whose files take about a minute, as they start servers, browsers and builds. */
const LONG = ['e2e', 'bench'];

/**
 * Jest starts the files that took longest last time first, so that no worker runs a long one alone at the end. On a
 * fresh clone it sorts by file size, which says little: then the files of {@link LONG} come first.
 */
export default class extends Sequencer {
  sort(tests) {
    const isLong = ({ duration, context }) =>
      duration == null && LONG.includes(context.config.displayName?.name);
    return super.sort(tests).sort((one, other) => Number(isLong(other)) - Number(isLong(one)));
  }
}
