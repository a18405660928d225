// npm test: installs what it needs, checks the house (format, lint, directions, types, unused code), builds, and
// runs every test. Arguments go to Jest: npm test -- apps/api
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './lib/chromium.mjs';
import { buildAll } from './lib/builds.mjs';
import { ensureProxy } from './lib/proxies.mjs';
import { ensureRedisServer } from './lib/redis-server.mjs';
import { cacheFolder, ensureInstalled, main, pinnedEnvironment, run, runPinned } from './lib/workspace.mjs';

main(async () => {
  const selected = process.argv.slice(2);
  await ensureInstalled();
  const chromium = await ensureChromium();
  const redisServer = await ensureRedisServer();
  const [nginx, caddy] = [await ensureProxy('nginx'), await ensureProxy('caddy')];
  if (selected.length === 0) await run('node', ['scripts/check.mjs']);
  await buildAll({}, ['api', 'web', 'phone', 'miniprogram-under-test', 'example-react', 'example-vue']);

  const report = join(cacheFolder('test'), 'report.json');
  rmSync(report, { force: true });
  const env = pinnedEnvironment({
    CHROMIUM_PATH: chromium,
    REDIS_SERVER_PATH: redisServer,
    NGINX_PATH: nginx,
    CADDY_PATH: caddy,
    NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
  });
  const failure = await runPinned(
    'node_modules/jest/bin/jest.js',
    ['--json', `--outputFile=${report}`, ...selected],
    {
      env,
      muteOutput: true, // --json prints the report there too
    },
  ).catch((error) => error);
  if (!existsSync(report)) throw failure ?? new Error('Jest wrote no report');
  const {
    numPassedTests,
    numFailedTests,
    numPendingTests,
    numTodoTests,
    numRuntimeErrorTestSuites,
    success,
  } = JSON.parse(readFileSync(report, 'utf8'));
  // A suite that could not even load is a failure that Jest does not count as a test.
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  console.log(`\n${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`);
  if (!success || numPassedTests === 0) process.exitCode = 1;
});
