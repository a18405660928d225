import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Somebody who can be asked. */
export interface Terminal {
  /** Resolves to a line without spaces around it. @throws LeftError on Ctrl+C, or when the terminal is closed */
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string>;
  say(text: string): void;
  close(): void;
}

/** The person has left. */
export class LeftError extends Error {
  override name = 'LeftError';
}

/** The terminal of this process; undefined when there is none to ask in. */
export function ownTerminal(): Terminal | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  let hidden = false;
  // What is typed is shown by readline, not by the terminal: without this stream it is not.
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (!hidden) process.stdout.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 });
  const left = new AbortController();
  lines.on('SIGINT', () => left.abort());
  lines.on('close', () => left.abort());
  return {
    async ask(question, options = {}) {
      try {
        const answer = lines.question(`${question}: `, { signal: left.signal });
        // The question stands there by now.
        hidden = options.hidden ?? false;
        return (await answer).trim();
      } catch {
        throw new LeftError();
      } finally {
        if (hidden) process.stdout.write('\n');
        hidden = false;
      }
    },
    say: (text) => void process.stdout.write(`${text}\n`),
    close: () => lines.close(),
  };
}
