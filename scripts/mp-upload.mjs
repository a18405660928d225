// npm run mp:upload -- --version 1.0.0: sends the mini program to WeChat as a development version, for trial and review.
import { ensureInstalled, main, runRest } from './lib/workspace.mjs';

main(async () => {
  await ensureInstalled();
  // The rest needs the pinned Node: it reads .env and compiles. When it fails it has said why.
  await runRest('scripts/mp-send.mjs', ['upload', ...process.argv.slice(2)]);
});
