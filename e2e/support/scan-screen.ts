import jsQR from 'jsqr';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

/** Reads the code off a screenshot of the page, as a camera would. @throws Error when there is none to be seen */
export async function scanScreen(page: Page): Promise<URL> {
  const screenshot = PNG.sync.read(await page.screenshot());
  const decode = jsQR as unknown as typeof jsQR.default;
  const found = decode(new Uint8ClampedArray(screenshot.data), screenshot.width, screenshot.height);
  if (!found) throw new Error('no code on the screen');
  return new URL(found.data);
}

/** The scene inside a scanned code. */
export function sceneOf(address: URL): string {
  const scene = address.searchParams.get('scene');
  if (scene === null) throw new Error('no scene in the code');
  return scene;
}
