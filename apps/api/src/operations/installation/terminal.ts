import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** A terminal to ask questions in. */
export interface Terminal {
  /** Resolves to the trimmed line. @throws CancelledError on Ctrl+C, or when the terminal is closed */
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string>;
  print(text: string): void;
  close(): void;
}

/** Ctrl+C was pressed, or the terminal was closed. */
export class CancelledError extends Error {
  override name = 'CancelledError';
}

/** The terminal of this process; undefined when there is none to ask in. */
export function ownTerminal(): Terminal | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  let hidden = false;
  // readline echoes what is typed to its output; while `hidden` this stream drops it.
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (!hidden) process.stdout.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 });
  const cancelled = new AbortController();
  lines.on('SIGINT', () => cancelled.abort());
  lines.on('close', () => cancelled.abort());
  return {
    async ask(question, options = {}) {
      try {
        const answer = lines.question(`${question}: `, { signal: cancelled.signal });
        // The question itself has been printed by now.
        hidden = options.hidden ?? false;
        return (await answer).trim();
      } catch {
        throw new CancelledError();
      } finally {
        if (hidden) process.stdout.write('\n');
        hidden = false;
      }
    },
    print: (text) => void process.stdout.write(`${text}\n`),
    close: () => lines.close(),
  };
}
