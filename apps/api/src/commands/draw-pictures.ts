import { writeFileSync } from 'node:fs';
import { drawPicture } from '../people/avatars/drawing/draw-picture.ts';
import { DRAWING_MEMORY_BYTES, PICTURE_AT_MOST } from '../people/avatars/drawing/drawing-limits.ts';
import { messages, send } from '../people/avatars/drawing/messages.ts';

// The process that a server starts to draw uploaded pictures in, one after the other: a decoder cannot be stopped in the
// middle, but a process can. It ends with the server, and when it takes more memory than a drawing may.

const WATCH_EVERY_MS = 10;

/** At once: an ordinary end waits for the decoder. */
const end = () => process.kill(process.pid, 'SIGKILL');

// A signal to the whole process group is for the server; the picture in hand is still drawn.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
try {
  // When a container runs out of memory, Linux ends this process and not the server beside it.
  writeFileSync('/proc/self/oom_score_adj', '1000');
} catch {
  // Other systems have no such setting.
}

async function answer(picture: Buffer): Promise<void> {
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > DRAWING_MEMORY_BYTES) end();
  }, WATCH_EVERY_MS);
  const drawn = await drawPicture(picture).catch(() => undefined);
  clearInterval(watch);
  if (drawn === undefined) send(process.stdout, 'unreadable');
  else send(process.stdout, 'drawn', drawn);
}

process.stdout.on('error', end);
send(process.stdout, 'ready');
try {
  // Reads while a picture is drawn, so that the end of the server is noticed then too.
  for await (const { content } of messages(process.stdin, PICTURE_AT_MOST)) void answer(content);
} finally {
  end();
}
