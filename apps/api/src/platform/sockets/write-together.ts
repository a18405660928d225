import type { Writable } from 'node:stream';

/**
 * Whatever is written to this stream until the end of the turn leaves as one write: two messages in a row are one
 * call of the system and one packet of the network. The turn is what runs before Node waits for the next event, with all
 * promises that need no waiting: a browser's handshake, or a confirm with the login that follows from it.
 */
export function writeTogether(stream: Writable): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  // A tick alone would come before the promises that run now, and a microtask before those that they lead to.
  queueMicrotask(() => process.nextTick(() => stream.uncork()));
}
