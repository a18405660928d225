import { launchInNode, scanEntry, type RunningMiniProgram } from '@maqiao/mini-program-host/node';
import { afterTest } from './after-test.ts';
import type { Stack } from './stack.ts';

/** The compiled mini program in Node, opened by a scan as that person. */
export async function scanInNode(
  stack: Pick<Stack, 'simulator' | 'weapp'>,
  scene: string,
  {
    person = 'a',
    entry = 1047,
    page = 'pages/login/index',
  }: { person?: string; entry?: number; page?: string } = {},
): Promise<RunningMiniProgram> {
  const program = await launchInNode({
    folder: stack.weapp,
    entry: scanEntry(scene, page, entry),
    login: () => Promise.resolve({ code: stack.simulator.loginCode(person) }),
  });
  afterTest(() => program.close());
  return program;
}
