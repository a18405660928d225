// npm run mp:preview: sends the mini program to WeChat as a preview and shows its code in the terminal.
import { command } from './lib/command-line.mjs';
import { checkEarly } from './lib/environment.mjs';
import { sendOptions } from './lib/mini-program/send-options.mjs';
import { ensureInstalled, runRest } from './lib/workspace.mjs';

command('mp:preview', async () => {
  sendOptions(process.argv.slice(2));
  checkEarly();
  await ensureInstalled();
  // The rest needs the pinned Node: it reads .env and compiles. When it fails it has said why.
  await runRest('scripts/mp-send.mjs', ['preview', ...process.argv.slice(2)]);
});
