import type { Navigation, PageStack } from './page-stack.ts';

/** What a `<navigator open-type>` does; other values ask for things that are not simulated. */
const LINK_KINDS = new Map<string, Navigation>([
  ['navigate', 'navigateTo'],
  ['redirect', 'redirectTo'],
  ['switchTab', 'switchTab'],
  ['reLaunch', 'reLaunch'],
  ['navigateBack', 'navigateBack'],
]);

/**
 * A tapped `<navigator>`.
 * @param kind - its `open-type`
 */
export function followLink(
  kind: string,
  target: { url: string; delta: number },
  stack: PageStack,
  exit: () => void,
): void {
  const call = LINK_KINDS.get(kind);
  if (kind === 'exit') exit();
  else if (call) stack.navigate(call, target);
}
