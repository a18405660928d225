// Renders every state of the login page × theme × language × width into the gallery's folder, and its index. The states
// are reached with the real server and the simulator, as in the tests. An argument chooses states by name.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GALLERY } from '../scripts/lib/docs/gallery.mjs';
import { cleanUp } from './support/after-test.ts';
import { closeChromium } from './support/chromium.ts';
import { DEVICES } from './page/support/devices.ts';
import { writeGalleryIndex } from './page/support/gallery-index.ts';
import { GALLERY_SHOTS, LANGUAGES, pictureName, THEMES } from './page/support/gallery-plan.ts';
import { switchLanguage } from './page/support/switch-language.ts';
import { drawCode, fixRandom, freeze, savePicture } from './page/support/freeze-page.ts';
import { METHOD_STATES, visitMethod } from './page/support/method-states.ts';
import { startMethods } from './page/support/method-stack.ts';
import { visitState } from './page/support/states.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, GALLERY, 'page');
/** What docs/embed.md shows, under names of its own: `guide-{name}-{language}.png` in docs/pictures. */
const IN_THE_GUIDES: Record<string, string> = {
  waiting: 'waiting',
  'scanned-named': 'scanned',
  'signed-in-named': 'signed-in',
};
const chosen = process.argv[2] === undefined ? null : new RegExp(process.argv[2]);

const shots = GALLERY_SHOTS.filter(({ state }) => chosen?.test(state.name) ?? true);
const methods = METHOD_STATES.filter(({ name }) => chosen?.test(name) ?? true);
if (shots.length + methods.length === 0) process.exit();
if (!chosen) rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
try {
  const code = await drawCode();
  for (const [index, { state, devices }] of shots.entries()) {
    console.log(`[${index + 1}/${shots.length}] ${state.name}: ${devices.join(', ')}`);
    const { page } = await visitState(state, { ...DEVICES[devices[0]], reducedMotion: 'reduce' });
    await freeze(page, code);
    for (const language of LANGUAGES) {
      await switchLanguage(page, language);
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme });
        for (const device of devices) {
          await page.setViewportSize(DEVICES[device].viewport);
          const file = join(FOLDER, pictureName(state.name, device, theme, language));
          await savePicture(page, file);
          const guide = IN_THE_GUIDES[state.name];
          if (guide !== undefined && device === 'tablet' && theme === 'light')
            copyFileSync(file, join(ROOT, `docs/pictures/guide-${guide}-${language}.png`));
        }
      }
    }
    await cleanUp();
  }
  if (methods.length > 0) await takeMethods(code);
} finally {
  await cleanUp();
  await closeChromium();
}
writeGalleryIndex(FOLDER);

/** The ways to sign in beside the mini program: one server, and a new browser for each state and language. */
async function takeMethods(code: string): Promise<void> {
  const started = await startMethods();
  for (const [index, state] of methods.entries()) {
    console.log(`[${index + 1}/${methods.length}] ${state.name}: ${state.devices.join(', ')}`);
    for (const language of LANGUAGES)
      for (const device of state.devices) {
        const page = await visitMethod(state, started, language, device);
        await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000));
        for (const theme of THEMES) {
          await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
          // The card is drawn anew in another theme.
          const card = page.locator(`maqiao-login .card${theme === 'dark' ? '.dark' : ':not(.dark)'}`);
          if ((await page.locator('maqiao-login .card').count()) > 0) await card.waitFor();
          await fixRandom(page, code);
          await savePicture(page, join(FOLDER, pictureName(state.name, device, theme, language)));
        }
        await page.context().close();
      }
  }
}
