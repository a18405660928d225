// npm run test:races: ten thousand logins that are confirmed in the very moment in which their browsers connect, over
// two instances, a real Redis and a real PostgreSQL. Says how many arrived; a lost one is a failure. A number as the
// argument asks for more or fewer: npm run test:races -- 1000
import { USAGE_ERROR, command } from './lib/command-line.mjs';
import { ensureRedisServer } from './lib/redis-server.mjs';
import { say } from './lib/words.mjs';
import { CommandError, ensureInstalled, pinnedEnvironment, runPinned } from './lib/workspace.mjs';

command('test:races', async ({ names: [races = '10000'] }) => {
  if (!/^[1-9]\d{0,6}$/.test(races)) throw new CommandError(say('races_wants'), USAGE_ERROR);
  await ensureInstalled();
  const env = pinnedEnvironment({
    RACES: races,
    REDIS_SERVER_PATH: await ensureRedisServer(),
    NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
  });
  await runPinned(
    'node_modules/jest/bin/jest.js',
    ['--selectProjects', 'apps/api', '--testPathPatterns', 'apps/api/test/races.spec.ts'],
    { env },
  );
});
