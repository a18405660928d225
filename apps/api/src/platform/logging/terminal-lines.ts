import { styleText } from 'node:util';
import { pino } from 'pino';
import { LeveledLogger, type Level } from './leveled-logger.ts';
import { logOutput } from './log-output.ts';
import { localize } from '../operator-messages/messages.ts';
import { terminalMessages } from './terminal-messages.ts';
import { everyField, plainWords } from './plain-words.ts';

/**
 * What Nest's `Logger` speaks through where a person reads along: the time and a sentence, in the operator's language. It
 * is quiet: calls are left out, unless `LOG_LEVEL` is debug or trace. What is left out of JSON lines is left out here.
 */
export class TerminalLines extends LeveledLogger {
  readonly #lowest: number;

  /** @param level of pino: the lowest that is written */
  constructor(level: string) {
    super();
    this.#lowest = level === 'silent' ? Infinity : valueOf(level);
  }

  protected override write(level: Level, message: unknown, context: unknown): void {
    if (valueOf(level) < this.#lowest) return;
    // That Nest has started is followed by where the server listens.
    if (level === 'info' && context === 'NestApplication') return;
    const words =
      plainWords(message, context) ?? (this.#lowest < valueOf('info') ? everyField(message) : undefined);
    if (words === undefined) return;
    const time = styleText('dim', new Date().toLocaleTimeString('sv-SE'));
    logOutput().write(`  ${time}  ${emphasized(level, printable(words))}\n`);
  }
}

function valueOf(level: string): number {
  return pino.levels.values[level] ?? 0;
}

function emphasized(level: string, words: string): string {
  if (valueOf(level) < valueOf('warn')) return words;
  return level === 'warn'
    ? styleText('yellow', localize(terminalMessages.line_warning, { what: words }))
    : styleText('red', localize(terminalMessages.line_error, { what: words }));
}

/** What others have written (an address, a message) moves no cursor, hides nothing, and begins no line of its own. */
function printable(words: string): string {
  return words
    .replace(
      /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll('\n', '\n            ');
}
