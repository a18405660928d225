import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LineCommand } from './slow-line-process.ts';

/** A line to a server whose speed is set while it is in use. */
export interface SlowLine {
  readonly port: number;
  /** How much longer it takes until an answer is back; 0: as fast as the machine is. */
  delayBy(milliseconds: number): void;
  /** Nothing passes for so long, on old connections and new ones; none is broken. Resolves when it is over. */
  stallFor(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a line to a port of the loopback address. */
export async function openSlowLine(to: number): Promise<SlowLine> {
  const line = fork(join(import.meta.dirname, 'slow-line-process.ts'), [String(to)], { execArgv: [] });
  const [{ port }] = (await once(line, 'message')) as [{ port: number }];
  const send = (what: LineCommand) => void line.send(what);
  return {
    port,
    delayBy: (delayMs) => send({ delayMs }),
    stallFor: (stallMs) => {
      send({ stallMs });
      return sleep(stallMs);
    },
    close: async () => {
      const ended = once(line, 'exit');
      line.disconnect();
      await ended;
    },
  };
}
