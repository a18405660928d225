import type { RealmGlobals } from './logic-realm.ts';

/** One line that the program wrote to its console. */
export interface ConsoleLine {
  level: 'log' | 'info' | 'warn' | 'error' | 'debug';
  text: string;
}

/** The console that the program sees: every call becomes one line of text. */
export function createProgramConsole(write: (line: ConsoleLine) => void): RealmGlobals['console'] {
  const writer =
    (level: ConsoleLine['level']) =>
    (...values: unknown[]) =>
      write({ level, text: values.map(consoleText).join(' ') });
  return {
    log: writer('log'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
    debug: writer('debug'),
  };
}

function consoleText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null) {
    const { message, stack } = value as { message?: unknown; stack?: unknown };
    if (typeof stack === 'string')
      return typeof message === 'string' && !stack.includes(message) ? message : stack;
    try {
      return JSON.stringify(value);
    } catch {
      return Object.prototype.toString.call(value);
    }
  }
  return String(value);
}
