// Lays out the pages, then builds or serves them. Runs on the pinned Node; started by `npm run docs`.
import { watch } from 'node:fs';
import { join } from 'node:path';
import { isGalleryBuilt } from './lib/docs/gallery.mjs';
import { stagePages } from './lib/docs/stage.mjs';
import { progress } from './lib/progress.mjs';
import { say } from './lib/words.mjs';
import { main, root, runPinned } from './lib/workspace.mjs';

const VITEPRESS = 'docs/.vitepress/node_modules/vitepress/bin/vitepress.js';
/** Editors write a file in several steps. */
const SETTLED_MS = 100;

main(work, { serves: true });

async function work() {
  const args = process.argv.slice(2);
  // Below the generator, whose packages the development server looks for from there upwards.
  const pages = join(root, 'docs/.vitepress/.cache/pages');
  stagePages(root, pages);
  if (!isGalleryBuilt(root)) progress(say('docs_without_gallery'));
  if (args.includes('--build')) {
    const rest = args.filter((arg) => arg !== '--build');
    await runPinned(VITEPRESS, ['build', 'docs', ...rest], { quiet: true });
    if (!rest.includes('--outDir')) console.log(say('docs_built'));
    return;
  }
  follow(pages);
  await runPinned(VITEPRESS, ['dev', 'docs', '--host', '127.0.0.1', ...args]);
}

/** Lays the pages out again when one changes. A broken link is said, and mended by the next change. */
function follow(pages) {
  let timer;
  watch(join(root, 'docs'), { recursive: true }, (_event, file) => {
    if (!file || file.startsWith('.vitepress')) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      try {
        stagePages(root, pages);
      } catch (error) {
        console.error(error.message);
      }
    }, SETTLED_MS);
  });
}
