// The build targets: the sources and the output of each, and when a build can be skipped.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { privacyGuide } from './mini-program/privacy-guide.mjs';
import { COMPILED_BASE, DEMO_PROGRAM } from './mini-program/program-at-address.mjs';
import { buildUniApp, UNI_APP_OUTPUT, UNI_APP_SOURCES } from './uni-app.mjs';
import { installIsolated } from './isolated-install.mjs';
import { steps } from './progress.mjs';
import { say } from './words.mjs';
import { cacheFolder, fingerprint, pinnedEnvironment, root, run, runPinned } from './workspace.mjs';

/** @typedef {{ publicUrl: string, appId: string, siteName: string | undefined, profilePage?: string }} BuildSettings */

const MINI_PROGRAM_SOURCES = ['apps/miniprogram', 'libs/shared', 'pnpm-lock.yaml'];

/** The privacy guide of the program that was built. Not in the folder that is uploaded. */
const PRIVACY_GUIDES = {
  en: 'apps/miniprogram/dist/privacy-guide.md',
  zh: 'apps/miniprogram/dist/privacy-guide.zh-CN.md',
};

/** Vite, webpack and Next for the tests of the npm package; too large to install for everyone. */
const SITE_BUILDERS = 'e2e/packages/fixtures/builders';

/** Express, Next, better-auth and what else integrations/oidc needs in JavaScript, for the tests that run it. */
const OIDC_RECIPES = 'e2e/oidc/packages';

/** A site that embeds the login, built as its owner would build it. */
const example = (/** @type {string} */ name) => ({
  name: `example-${name}`,
  title: () => say('building_example', { name }),
  sources: [`examples/${name}`, 'libs/browser', 'libs/shared', 'pnpm-lock.yaml'],
  output: `examples/${name}/dist/index.html`,
  build: () => runPackage(`examples/${name}`, 'build'),
});

const targets = [
  {
    name: 'api',
    title: () => say('building_api'),
    sources: ['apps/api/src', 'apps/api/.swcrc', 'apps/api/package.json'],
    output: 'apps/api/dist/main.js',
    build: () => runPackage('apps/api', 'build'),
  },
  {
    name: 'web',
    title: () => say('building_web'),
    sources: ['apps/web', 'libs/browser', 'libs/shared', 'pnpm-lock.yaml'],
    output: 'apps/web/dist/index.html',
    build: () => runPackage('apps/web', 'build'),
  },
  {
    name: 'browser-package',
    title: () => say('building_browser_package'),
    sources: ['libs/browser', 'libs/shared', 'LICENSE', 'pnpm-lock.yaml'],
    output: 'libs/browser/dist/maqiao-browser.tgz',
    build: () => runPackage('libs/browser', 'build'),
  },
  {
    name: 'phone',
    title: () => say('building_phone'),
    sources: ['libs/wechat-simulator/phone', 'libs/mini-program-host/src', 'pnpm-lock.yaml'],
    output: 'libs/wechat-simulator/dist/phone/index.html',
    build: () => runPackage('libs/wechat-simulator', 'build'),
  },
  {
    name: 'miniprogram',
    title: () => say('building_mini_program'),
    sources: MINI_PROGRAM_SOURCES,
    output: 'apps/miniprogram/dist/weapp/app.json',
    dependsOn: (/** @type {BuildSettings} */ settings) => [
      settings.publicUrl,
      settings.appId,
      settings.siteName ?? '',
      settings.profilePage ?? 'true',
    ],
    async build(/** @type {BuildSettings} */ settings) {
      await runPackage('apps/miniprogram', 'build', {
        API_BASE: settings.publicUrl,
        WECHAT_APP_ID: settings.appId,
        SITE_NAME: settings.siteName,
        WECHAT_PROFILE_PAGE: settings.profilePage,
      });
      for (const [language, file] of Object.entries(PRIVACY_GUIDES)) {
        const text = privacyGuide(join(root, 'apps/miniprogram/dist/weapp'), language);
        writeFileSync(join(root, file), `# 用户隐私保护指引\n\n${text}\n`);
      }
    },
  },
  {
    // The demo sets its address in a copy (program-at-address.mjs), so that another port needs no new build.
    name: 'miniprogram-demo',
    title: () => say('building_mini_program'),
    sources: MINI_PROGRAM_SOURCES,
    output: `${DEMO_PROGRAM}/app.json`,
    dependsOn: (/** @type {BuildSettings} */ settings) => [
      settings.siteName ?? '',
      settings.profilePage ?? 'true',
    ],
    build: (/** @type {BuildSettings} */ settings) =>
      runPackage('apps/miniprogram', 'build', {
        WEAPP_OUTPUT: relative('apps/miniprogram', DEMO_PROGRAM),
        API_BASE: COMPILED_BASE,
        WECHAT_APP_ID: undefined,
        SITE_NAME: settings.siteName,
        WECHAT_PROFILE_PAGE: settings.profilePage,
      }),
  },
  {
    // In a folder of its own, so that nobody uploads a program that was built for tests.
    name: 'miniprogram-under-test',
    title: () => say('building_mini_program'),
    sources: MINI_PROGRAM_SOURCES,
    output: 'apps/miniprogram/dist/weapp-under-test/app.json',
    build: () =>
      runPackage('apps/miniprogram', 'build', {
        WEAPP_OUTPUT: 'dist/weapp-under-test',
        API_BASE: COMPILED_BASE,
        WECHAT_APP_ID: undefined,
        SITE_NAME: undefined,
        WECHAT_PROFILE_PAGE: undefined,
      }),
  },
  {
    // For tests: the program as it is built with WECHAT_PROFILE_PAGE=false.
    name: 'miniprogram-without-profile',
    title: () => say('building_mini_program'),
    sources: MINI_PROGRAM_SOURCES,
    output: 'apps/miniprogram/dist/weapp-without-profile/app.json',
    build: () =>
      runPackage('apps/miniprogram', 'build', {
        WEAPP_OUTPUT: 'dist/weapp-without-profile',
        API_BASE: COMPILED_BASE,
        WECHAT_APP_ID: undefined,
        SITE_NAME: undefined,
        WECHAT_PROFILE_PAGE: 'false',
      }),
  },
  {
    name: 'uni-app-under-test',
    title: () => say('building_uni_app'),
    sources: UNI_APP_SOURCES,
    output: UNI_APP_OUTPUT,
    build: buildUniApp,
  },
  {
    name: 'site-builders',
    title: () => say('preparing_site_builders'),
    sources: [SITE_BUILDERS],
    output: '.cache/isolated/site-builders/.installed',
    build: () =>
      installIsolated('site-builders', SITE_BUILDERS, 'Installing Vite, webpack and Next (once; 400 MB) …'),
  },
  {
    name: 'oidc-recipes',
    title: () => say('preparing_oidc_recipes'),
    sources: [OIDC_RECIPES],
    output: '.cache/isolated/oidc-recipes/.installed',
    build: () =>
      installIsolated('oidc-recipes', OIDC_RECIPES, 'Installing what the recipes need (once; 360 MB) …'),
  },
  {
    // For this machine, with the Node of the workspace, so that no network is needed.
    name: 'release-under-test',
    title: () => say('packing_release'),
    sources: ['apps/api', 'apps/web', 'libs', 'scripts/lib/release', 'deploy', 'docs', 'pnpm-lock.yaml'],
    output: '.cache/release-under-test/SHA256SUMS',
    async build() {
      const folder = join(root, '.cache/release-under-test');
      rmSync(folder, { recursive: true, force: true });
      await runPinned('scripts/release-make.mjs', ['--own-node', '--to', folder], { quiet: true });
      // Tests run the unpacked server.
      const archive = readdirSync(folder).find((name) => name.endsWith('.tar.gz'));
      await run('tar', ['-xzf', String(archive)], { cwd: folder });
    },
  },
  example('react'),
  example('vue'),
];

/**
 * Builds those of the named targets that have changed since, or with `anew` all of them.
 * `atOnce`: so many together. Each keeps little more than one core busy, and takes up to a gigabyte.
 */
export async function buildAll(
  /** @type {BuildSettings} */ settings,
  names = targets.map(({ name }) => name),
  { anew = false, atOnce = 1 } = {},
) {
  const stale = targets
    .filter(({ name }) => names.includes(name))
    .map((target) => ({
      target,
      stamp: join(cacheFolder('build'), target.name),
      wanted: fingerprint(target.sources, ...(target.dependsOn?.(settings) ?? [])),
    }))
    .filter(({ target, stamp, wanted }) => {
      const current = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
      return anew || !current || !existsSync(join(root, target.output));
    });
  await steps(
    stale.map(({ target, stamp, wanted }) => ({
      title: target.title(),
      work: async () => {
        rmSync(stamp, { force: true });
        await target.build(settings);
        writeFileSync(stamp, wanted);
      },
    })),
    { atOnce },
  );
}

/** Runs a package's own script, with its binaries and the pinned Node on the path. */
function runPackage(folder, script, environment = {}) {
  const { scripts } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const env = pinnedEnvironment(environment);
  env.PATH = `${join(root, folder, 'node_modules/.bin')}${process.platform === 'win32' ? ';' : ':'}${env.PATH}`;
  return run(
    process.platform === 'win32' ? 'cmd' : 'sh',
    [process.platform === 'win32' ? '/c' : '-c', scripts[script]],
    {
      cwd: join(root, folder),
      env,
      quiet: true,
    },
  );
}
