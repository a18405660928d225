// Loaded into every measured server before its own code (`--import`): answers the harness over the IPC channel, and
// notes when each confirm came in, by a channel of Node's own that every framework on node:http passes.
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Answer, Question } from './probe-messages.ts';

const confirmTimes: [url: string, nanoseconds: number][] = [];

subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: IncomingMessage };
  if (request.url?.endsWith('/confirm')) confirmTimes.push([request.url, Number(process.hrtime.bigint())]);
});

process.on('message', (question: Question) => {
  if (question.ask === 'usage') {
    if (question.collectGarbage) for (let times = 0; times < 3; times += 1) globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, external } = process.memoryUsage();
    answer({ to: question.id, usage: { cpuMicros: user + system, rss, heapUsed, external } });
  } else if (question.ask === 'confirmTimes') {
    answer({ to: question.id, confirmTimes: confirmTimes.splice(0) });
  }
});

function answer(message: Answer): void {
  process.send?.(message);
}
