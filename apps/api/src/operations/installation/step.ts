import { failureCode } from '../../platform/process/failure-code.ts';
import {
  operatorLanguage,
  localize,
  type OperatorMessage,
} from '../../platform/operator-messages/messages.ts';
import { installMessages } from './install-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import { RELEASES } from './places.ts';

/** What one step of an installation did: something; nothing, as it was so already; or nothing, as it could not or should not. */
export interface Step {
  readonly mark: 'done' | 'same' | 'left';
  readonly says: OperatorMessage;
}

/** A step as a line: what was done, and with what. */
export function stepLine({ mark, says }: Step): string {
  const marks = {
    done: localize(installMessages.mark_done),
    same: localize(installMessages.mark_same),
    left: localize(installMessages.mark_left),
  };
  return `  [${marks[mark]}] ${says[operatorLanguage()]}`;
}

/** Why a step failed, in a sentence for whoever can mend it; undefined when it is a fault of ours. */
export function reasonOf(error: unknown): string | undefined {
  if (error instanceof SettingsError) return error.message;
  const failure = failureCode(error);
  // A disk that is full, or may not be written to. Copies of folders do not say at which file.
  if (!/^E[A-Z]+$/.test(failure)) return undefined;
  const { path } = error as { path?: unknown };
  return localize(installMessages.step_failed, { path: typeof path === 'string' ? path : RELEASES, failure });
}
