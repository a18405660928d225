import { failureCode } from '../../platform/process/failure-code.ts';
import {
  operatorLanguage,
  localize,
  type OperatorMessage,
} from '../../platform/operator-messages/messages.ts';
import { installMessages } from './install-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import { RELEASES } from './places.ts';

/** The outcome of one step: it changed something, found it done already, or was skipped. */
export interface Step {
  readonly mark: 'done' | 'same' | 'skipped';
  readonly text: OperatorMessage;
}

/** A step as one line of output. */
export function stepLine({ mark, text }: Step): string {
  const marks = {
    done: localize(installMessages.mark_done),
    same: localize(installMessages.mark_same),
    skipped: localize(installMessages.mark_skipped),
  };
  return `  [${marks[mark]}] ${text[operatorLanguage()]}`;
}

/** Why a step failed, in a sentence for the operator; undefined for a bug of ours. */
export function reasonOf(error: unknown): string | undefined {
  if (error instanceof SettingsError) return error.message;
  const failure = failureCode(error);
  // An error of the file system, such as a full disk. `cpSync` does not say at which file.
  if (!/^E[A-Z]+$/.test(failure)) return undefined;
  const { path } = error as { path?: unknown };
  return localize(installMessages.step_failed, { path: typeof path === 'string' ? path : RELEASES, failure });
}
