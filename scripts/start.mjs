// npm start: installs, builds and runs everything. With no WECHAT_APP_ID it is the demo: a stand-in plays WeChat.
import { ensureInstalled, main, runPinned } from './lib/workspace.mjs';

main(async () => {
  await ensureInstalled();
  // The rest needs the pinned Node: it reads .env and starts the servers.
  await runPinned('scripts/serve.mjs', [], { leash: true });
});
