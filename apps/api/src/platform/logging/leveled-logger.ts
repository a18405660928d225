import type { LoggerService } from '@nestjs/common';

/** Levels by pino's names, from the least. */
export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Nest logs every module and route at its start; an owner wants to see what is unusual. */
const START_NOISE = new Set<unknown>(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory']);

/** Nest's methods for each level as one, without the lines of Nest's own start. */
export abstract class LeveledLogger implements LoggerService {
  /**
   * Writes what somebody logs.
   * @param context the name of whoever speaks
   * @param rest what Nest adds to the message: that name is the last, for an error its stack comes before
   */
  protected abstract write(level: Level, message: unknown, context: unknown, rest: readonly unknown[]): void;

  verbose(message: unknown, ...rest: unknown[]): void {
    this.#pass('trace', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#pass('debug', message, rest);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.#pass('info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#pass('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#pass('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#pass('fatal', message, rest);
  }

  #pass(level: Level, message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1);
    if (!START_NOISE.has(context)) this.write(level, message, context, rest);
  }
}
