import { pino, type DestinationStream } from 'pino';

/** More bytes than this are written at once: what a turn says is not all kept in memory. */
const WRITTEN_AT_ONCE = 8192;

let shared: DestinationStream | undefined;

/**
 * Standard output for the log: lines of one turn of the event loop are one write, in order and whole. Whatever ends the
 * process by itself (an uncaught error too) writes them first; only what kills it takes those of one turn with it.
 */
export function logOutput(): DestinationStream {
  shared ??= openOutput();
  return shared;
}

function openOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true, minLength: WRITTEN_AT_ONCE });
  let due = false;
  const flush = (): void => {
    due = false;
    output.flushSync();
  };
  process.once('exit', flush);
  return {
    write(line) {
      if (!due) {
        due = true;
        setImmediate(flush);
      }
      output.write(line);
    },
  };
}
