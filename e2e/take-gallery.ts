// Renders every state of the login page × theme × language × width into docs/gallery, and its index: npm run gallery.
// The states are reached with the real server and the simulator, as in the tests. An argument chooses states by name.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUp } from './support/after-test.ts';
import { closeChromium } from './support/chromium.ts';
import { DEVICES } from './page/support/devices.ts';
import { writeGalleryIndex } from './page/support/gallery-index.ts';
import { GALLERY_SHOTS, LANGUAGES, pictureName, THEMES } from './page/support/gallery-plan.ts';
import { speak } from './page/support/speak.ts';
import { drawCode, freeze, savePicture } from './page/support/still-life.ts';
import { visitState } from './page/support/states.ts';

const FOLDER = join(import.meta.dirname, '../docs/gallery');
const chosen = process.argv[2] === undefined ? null : new RegExp(process.argv[2]);

mkdirSync(FOLDER, { recursive: true });
if (!chosen) for (const file of readdirSync(FOLDER)) rmSync(join(FOLDER, file));
try {
  const code = await drawCode();
  for (const { state, devices } of GALLERY_SHOTS) {
    if (chosen && !chosen.test(state.name)) continue;
    console.log(`${state.name}: ${devices.join(', ')}`);
    const { page } = await visitState(state, { ...DEVICES[devices[0]], reducedMotion: 'reduce' });
    await freeze(page, code);
    for (const language of LANGUAGES) {
      await speak(page, language);
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme });
        for (const device of devices) {
          await page.setViewportSize(DEVICES[device].viewport);
          await savePicture(page, join(FOLDER, pictureName(state.name, device, theme, language)));
        }
      }
    }
    await cleanUp();
  }
} finally {
  await cleanUp();
  await closeChromium();
}
writeGalleryIndex(FOLDER);
