// npm test: installs what it needs, checks the code (format, lint, directions, types, unused code), builds, and
// runs every test. Arguments go to Jest: npm test -- apps/api
import { ensureChromium } from './lib/chromium.mjs';
import { buildAll } from './lib/builds.mjs';
import { ensureClientLibraries } from './lib/client-libraries.mjs';
import { command } from './lib/command-line.mjs';
import { runJest } from './lib/jest/run.mjs';
import { ensureLanguages } from './lib/languages.mjs';
import { skippedTestsFail } from './lib/skipped-tests.mjs';
import { ensurePostgresPrograms } from './lib/postgres-programs.mjs';
import { ensurePromtool } from './lib/promtool.mjs';
import { ensureGenerator } from './lib/docs/generator.mjs';
import { ensureProxy } from './lib/proxies.mjs';
import { ensureRedisServer } from './lib/redis-server.mjs';
import { say } from './lib/words.mjs';
import { ensureInstalled, progress, run, runPinned } from './lib/workspace.mjs';

command('test', async () => {
  const selected = process.argv.slice(2);
  await ensureInstalled({ tests: true });
  // Jest checks its options: an unknown one is reported before anything is built.
  if (selected.some((one) => one.startsWith('-'))) {
    await runPinned('node_modules/jest/bin/jest.js', ['--showConfig', ...selected], { quiet: true });
  }
  const chromium = await ensureChromium();
  const redisServer = await ensureRedisServer();
  const postgresPrograms = await ensurePostgresPrograms();
  const [nginx, caddy] = [await ensureProxy('nginx'), await ensureProxy('caddy')];
  const pgbouncer = await ensureProxy('pgbouncer');
  const [languages, promtool] = [await ensureLanguages(), await ensurePromtool()];
  const libraries = await ensureClientLibraries();
  await ensureGenerator();
  if (selected.length === 0) await run('node', ['scripts/check.mjs'], { endsWithUs: true });
  const built = [
    'api',
    'web',
    'browser-package',
    'phone',
    'miniprogram-under-test',
    'miniprogram-demo',
    'miniprogram-without-profile',
    'uni-app-under-test',
    'site-builders',
    'oidc-recipes',
    'example-react',
    'example-vue',
  ];
  await buildAll({}, built, { atOnce: 2 });
  await buildAll({}, ['release-under-test']);

  const environment = {
    CHROMIUM_PATH: chromium,
    REDIS_SERVER_PATH: redisServer,
    POSTGRES_PROGRAMS: postgresPrograms,
    NGINX_PATH: nginx,
    CADDY_PATH: caddy,
    PGBOUNCER_PATH: pgbouncer,
    ...languages.environment,
    ...libraries.environment,
    ...(skippedTestsFail({ aptWorks: languages.aptWorks && libraries.aptWorks }) && { TESTS_MUST_RUN: '1' }),
    ...(promtool && { PROMTOOL_PATH: promtool }),
  };
  const { passed, failed, skipped, success } = await runJest(selected, environment);
  const missing = [...languages.missing, ...libraries.missing, ...(promtool ? [] : ['promtool'])];
  if (missing.length > 0) progress(`\n${say('tests_skipped', { programs: missing.join(', ') })}`);
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  if (!success) process.exitCode = 1;
});
