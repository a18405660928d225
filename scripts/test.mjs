// npm test: installs what it needs, builds, runs every test, and checks the code beside it (format, lint, directions,
// types, unused code). Arguments go to Jest: npm test -- apps/api
import { ensureChromium } from './lib/chromium.mjs';
import { buildAll } from './lib/builds.mjs';
import { ensureClientLibraries } from './lib/client-libraries.mjs';
import { StoppedError } from './lib/command-error.mjs';
import { command } from './lib/command-line.mjs';
import { runJest } from './lib/jest/run.mjs';
import { ensureLanguages } from './lib/languages.mjs';
import { skippedTestsFail } from './lib/skipped-tests.mjs';
import { ensurePostgresPrograms } from './lib/postgres-programs.mjs';
import { timeSince } from './lib/progress.mjs';
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
  const clean = selected.length === 0 ? checkBeside() : true;
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
  if (!(await clean) || !success) process.exitCode = 1;
});

/** Checks the code beside the builds and the tests, which often wait. Says the outcome as soon as it is there. */
async function checkBeside() {
  progress('Checking the code, beside the builds and the tests …');
  const began = Date.now();
  try {
    await run('node', ['scripts/check.mjs'], { quiet: true, endsWithUs: true });
    progress(`The code is clean.  ${timeSince(began)}`);
    return true;
  } catch (error) {
    if (error instanceof StoppedError) throw error;
    progress(error.message);
    return false;
  }
}
