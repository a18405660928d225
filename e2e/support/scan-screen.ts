import jsQR from 'jsqr';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

/** Room around a code, in CSS pixels: what is beside it on the screen, the camera sees too. */
const MARGIN = 24;

/**
 * Reads the code off a screenshot of the page, as a camera would that is held over it: a whole page has twenty times as
 * many pixels. @throws Error when there is none to be seen
 */
export async function scanScreen(page: Page): Promise<URL> {
  // A page whose policy takes no data: addresses shows it on a canvas.
  const picture = await page.locator('img:visible, canvas:visible').evaluateAll((pictures) => {
    const [widest] = pictures.map((one) => one.getBoundingClientRect()).sort((a, b) => b.width - a.width);
    return widest && { x: widest.x, y: widest.y, width: widest.width, height: widest.height };
  });
  if (picture === undefined) throw new Error('no code on the screen');
  const clip = {
    x: Math.max(0, picture.x - MARGIN),
    y: Math.max(0, picture.y - MARGIN),
    width: picture.width + 2 * MARGIN,
    height: picture.height + 2 * MARGIN,
  };
  const screenshot = PNG.sync.read(await page.screenshot({ clip }));
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
