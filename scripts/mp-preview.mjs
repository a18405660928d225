// npm run mp:preview: sends the mini program to WeChat as a preview and shows its code in the terminal.
import { ensureInstalled, main, runRest } from './lib/workspace.mjs';

main(async () => {
  await ensureInstalled();
  // The rest needs the pinned Node: it reads .env and compiles. When it fails it has said why.
  await runRest('scripts/mp-send.mjs', ['preview', ...process.argv.slice(2)]);
});
