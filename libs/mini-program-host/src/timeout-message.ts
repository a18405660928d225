import type { MiniProgramError } from './logic/app-code.ts';
import type { ViewLayer } from './view/view-layer.ts';

/** What a message about a running mini program is made of. */
interface ProgramState {
  readonly route: string | null;
  readonly errors: readonly MiniProgramError[];
  readonly missingWxCalls: string[];
  readonly view: ViewLayer;
}

/** Why a wait for a state of the program failed: what was waited for, its page, its errors and its text. */
export function timeoutMessage(
  { errors, route, missingWxCalls, view }: ProgramState,
  description: string,
  milliseconds: number,
): string {
  return [
    `Waited ${milliseconds} ms in vain for: ${description}`,
    `page: ${route ?? 'none'}`,
    ...(errors.length > 0 ? ['errors:', ...errors.map((error) => `  ${error.where}: ${error.message}`)] : []),
    ...(missingWxCalls.length > 0 ? [`wx calls that are not simulated: ${missingWxCalls.join(', ')}`] : []),
    `shown: ${view.page?.textContent ?? ''}`,
  ].join('\n');
}
