import type { DestinationStream } from 'pino';

/** More characters than this are written at once: what a turn says is not all kept in memory. */
const WRITTEN_AT_ONCE = 16_384;

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
  let lines = '';
  const flush = (): void => {
    if (lines === '') return;
    const written = lines;
    lines = '';
    process.stdout.write(written);
  };
  process.once('exit', flush);
  // Whoever read the log has gone (EPIPE): no reason to end for a server that people sign in with.
  process.stdout.on('error', () => undefined);
  return {
    write(line) {
      if (lines === '') setImmediate(flush);
      lines += line;
      if (lines.length > WRITTEN_AT_ONCE) flush();
    },
  };
}
