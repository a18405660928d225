import { operatorLanguage, say, type Told } from '../common/operator-words.ts';

/** What one step of an installation did: something; nothing, as it was so already; or nothing, as it could not or should not. */
export interface Step {
  readonly mark: 'done' | 'same' | 'left';
  readonly says: Told;
}

/** A step as a line: what was done, and with what. */
export function stepLine({ mark, says }: Step): string {
  const marks = { done: say('mark_done'), same: say('mark_same'), left: say('mark_left') };
  return `  [${marks[mark]}] ${says[operatorLanguage()]}`;
}
