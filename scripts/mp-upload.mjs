// npm run mp:upload -- --version 1.0.0: sends the mini program to WeChat as a development version, for trial and review.
import { command } from './lib/command-line.mjs';
import { checkEarly } from './lib/environment.mjs';
import { sendOptions } from './lib/mini-program/send-options.mjs';
import { ensureInstalled, runRest } from './lib/workspace.mjs';

command('mp:upload', async () => {
  sendOptions(process.argv.slice(2));
  checkEarly();
  await ensureInstalled();
  // The rest needs the pinned Node: it reads .env and compiles. When it fails it has said why.
  await runRest('scripts/mp-send.mjs', ['upload', ...process.argv.slice(2)]);
});
