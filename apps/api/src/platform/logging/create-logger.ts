import type { LoggerService } from '@nestjs/common';
import type { Settings } from '../../config/settings.ts';
import { LogLines } from './logging.ts';
import { TerminalLines } from './terminal-lines.ts';

/** The logger that the settings ask for: sentences where a person reads along, else JSON lines. */
export function createLogger({
  logFormat,
  logLevel,
}: Pick<Settings, 'logFormat' | 'logLevel'>): LoggerService {
  const forPeople = logFormat === 'text' || (logFormat === 'auto' && process.stdout.isTTY);
  return forPeople ? new TerminalLines(logLevel) : new LogLines(logLevel);
}
