// npm start: installs, builds and runs everything. With no WECHAT_APP_ID it is the demo: a stand-in plays WeChat.
import { ensureInstalled, main, runRest } from './lib/workspace.mjs';

main(async () => {
  await ensureInstalled();
  // The rest needs the pinned Node: it reads .env and starts the servers.
  await runRest('scripts/serve.mjs', [], { leash: true });
});
