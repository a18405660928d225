// Lays out the pages, then builds or serves them. Runs on the pinned Node; `npm run docs` is the way in.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { stagePages } from './lib/docs/stage.mjs';
import { say } from './lib/words.mjs';
import { main, pinnedCommand, root, runPinned } from './lib/workspace.mjs';

const VITEPRESS = 'docs/.vitepress/node_modules/vitepress/bin/vitepress.js';
/** Editors write a file in several steps. */
const SETTLED_MS = 100;

main(async () => {
  const args = process.argv.slice(2);
  // Below the generator, whose packages the development server looks for from there upwards.
  const pages = join(root, 'docs/.vitepress/.cache/pages');
  stagePages(root, pages);
  if (args.includes('--build')) {
    const rest = args.filter((arg) => arg !== '--build');
    await runPinned(VITEPRESS, ['build', 'docs', ...rest], { quiet: true });
    if (rest.length === 0) console.log(say('docs_built'));
    return;
  }
  follow(pages);
  serve(args);
});

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

/** VitePress keeps this process, and ends with it. */
function serve(args) {
  const child = spawn(...pinnedCommand(VITEPRESS, ['dev', 'docs', '--host', '127.0.0.1', ...args]), {
    cwd: root,
    stdio: 'inherit',
  });
  const stop = () => child.kill('SIGTERM');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  process.on('disconnect', stop);
  child.on('exit', (code) => process.exit(code ?? 0));
}
