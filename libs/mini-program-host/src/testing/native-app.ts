import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { packMiniProgram } from '../pack.ts';
import { launchInNode } from '../node.ts';
import type { LaunchInNodeOptions, RunningMiniProgram } from '../node.ts';

/** The small hand-written program that the tests run: native pages, no build step. */
export const NATIVE_APP = fileURLToPath(new URL('../../fixtures/native-app', import.meta.url));

// Longer than `until` waits, so that a test says what it waited for.
jest.setTimeout(30_000);

const pack = packMiniProgram(NATIVE_APP);
const running: RunningMiniProgram[] = [];

/** Launches the fixture; `closeAll` ends it. */
export async function launch(
  options: Omit<LaunchInNodeOptions, 'folder' | 'pack'> = {},
): Promise<RunningMiniProgram> {
  const program = await launchInNode({ ...options, pack });
  running.push(program);
  return program;
}

/** For `afterEach`: ends every program that `launch` started. */
export function closeAll(): void {
  for (const program of running.splice(0)) program.close();
}

/** What the program wrote to its console since the last call, as the log of its hooks. */
export function logOf(program: RunningMiniProgram): () => string[] {
  let read = 0;
  return () => {
    const lines = program.consoleLines.slice(read).map((line) => line.text);
    read = program.consoleLines.length;
    return lines;
  };
}

/** A fetch that answers every request with this JSON. */
export function answering(status: number, body: unknown) {
  return () => Promise.resolve(Response.json(body, { status }));
}
