// npm run build: everything that is built, for the address and AppID in the environment.
import { buildAll } from './lib/builds.mjs';
import { ensureInstalled, main } from './lib/workspace.mjs';

main(async () => {
  await ensureInstalled();
  await buildAll({
    publicUrl: process.env.PUBLIC_URL || 'http://localhost:3000',
    appId: process.env.WECHAT_APP_ID || 'touristappid',
    siteName: process.env.SITE_NAME,
  });
});
