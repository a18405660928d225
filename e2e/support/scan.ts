import type { RunningMiniProgram } from '@maqiao/mini-program-host/node';
import type { Page } from 'playwright-core';
import { scanInNode } from './phone-in-node.ts';
import { scanScreen, sceneOf } from './scan-screen.ts';
import type { Stack } from './stack.ts';

/** The error code the API has for a scene's name when it is registered again; undefined while it is open. */
export async function codeOf({ stack }: { stack: Stack }, scene: string): Promise<string | undefined> {
  // This process asks the system for names, which need not know those under localhost.
  const answer = await fetch(`http://127.0.0.1:${new URL(stack.url).port}/api/scenes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scene }),
  });
  return ((await answer.json()) as { code?: string }).code;
}

/** Scans what is on the screen, and waits until the phone shows who asks. */
export async function scan({ stack }: { stack: Stack }, page: Page): Promise<RunningMiniProgram> {
  const program = await scanInNode(stack, sceneOf(await scanScreen(page)));
  await program.until(() => program.text('#confirm'), 'who asks');
  return program;
}
