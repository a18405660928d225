// npm run bench: the benchmarks (docs/performance.md). Names choose some: npm run bench -- handoff logins
import { buildAll } from './lib/builds.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { command } from './lib/command-line.mjs';
import { ensureRedisServer } from './lib/redis-server.mjs';
import { ensureInstalled, pinnedEnvironment, runPinned } from './lib/workspace.mjs';

command('bench', async () => {
  await ensureInstalled();
  const env = pinnedEnvironment({
    CHROMIUM_PATH: await ensureChromium(),
    REDIS_SERVER_PATH: await ensureRedisServer(),
  });
  await buildAll({}, ['api', 'web']);
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  if (names.length === 0 || names.includes('start')) await buildAll({}, ['release-under-test']);
  await runPinned('bench/main.ts', process.argv.slice(2), { env });
});
