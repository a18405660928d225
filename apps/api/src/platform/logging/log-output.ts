import type { DestinationStream } from 'pino';

/** More characters than this are written at once: what is said is not all kept in memory. */
const WRITTEN_AT_ONCE = 16_384;
/** A turn of its own for each line's write costs as much as the line. Nobody reads a log quicker than this. */
const WRITE_AFTER_MS = 5;

let shared: DestinationStream | undefined;

/**
 * Standard output for the log: lines of a few milliseconds are one write, in order and whole. Whatever ends the process by
 * itself (an uncaught error too) writes them first; only what kills it takes those milliseconds' lines with it.
 */
export function logOutput(): DestinationStream {
  shared ??= openOutput();
  return shared;
}

function openOutput(): DestinationStream {
  let lines = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
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
      if (lines === '') timer = setTimeout(flush, WRITE_AFTER_MS).unref();
      lines += line;
      if (lines.length > WRITTEN_AT_ONCE) flush();
    },
  };
}
