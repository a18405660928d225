// Builds dist/weapp, the folder that is uploaded to WeChat (WEAPP_OUTPUT names another), without the network.
// Taro itself exits 0 on an invalid configuration, so what it left behind is checked here.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const outputName = process.env.WEAPP_OUTPUT || 'dist/weapp';
const output = join(root, outputName);

/** WeChat's limit for a package is 2 MB; a login must open fast on a weak network. */
const MAX_BYTES = 500 * 1024;

/** Newer than the JavaScript engines of base library 2.21 on old phones; nothing here polyfills them. */
const TOO_NEW = [
  /\bObject\.(hasOwn|fromEntries|groupBy)\(/,
  /\.(replaceAll|matchAll|findLast|toSorted|toReversed)\(/,
  /\bstructuredClone\(/,
  /\bPromise\.(allSettled|any|withResolvers)\(/,
  /\bnew (URL|URLSearchParams|AbortController|TextEncoder|TextDecoder)\(/,
  /\?\?=|\|\|=|&&=/,
];

/** @returns {never} */
function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** An http(s) origin: scheme, host and port, nothing behind them. */
function originOf(name, value) {
  const want = `${name} must be the http(s) origin of the API, such as https://login.example.com`;
  if (!value) stop(`${want}; it is not set.`);
  let url;
  try {
    url = new URL(value);
  } catch {
    stop(`${want}.`);
  }
  const bare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  if (!/^https?:$/.test(url.protocol) || !bare) stop(`${want}.`);
  return url;
}

const api = originOf('API_BASE', process.env.API_BASE);
const appId = process.env.WECHAT_APP_ID || 'touristappid';
if (!/^[A-Za-z0-9_-]{4,64}$/.test(appId)) {
  stop('WECHAT_APP_ID must be the AppID from the console: wx and 16 characters.');
}

const profilePage = process.env.WECHAT_PROFILE_PAGE || 'true';
if (!/^(true|false)$/.test(profilePage)) stop('WECHAT_PROFILE_PAGE must be true or false.');

rmSync(output, { recursive: true, force: true });
const require = createRequire(import.meta.url);
const taro = join(dirname(require.resolve('@tarojs/cli/package.json')), 'bin', 'taro');
const run = spawnSync(
  process.execPath,
  [taro, 'build', '--type', 'weapp', '--no-check', '--disable-global-config'],
  {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE_ENV: 'production',
      WEAPP_OUTPUT: outputName,
      API_BASE: api.origin,
      SITE_NAME: process.env.SITE_NAME || api.host,
      WECHAT_PROFILE_PAGE: profilePage,
    },
  },
);
// Left by the compiler that reads config/index.ts.
rmSync(join(root, '.swc'), { recursive: true, force: true });
const files = existsSync(output) ? walk(output) : [];
if (run.status !== 0 || !existsSync(join(output, 'app.json'))) {
  stop(`${run.stdout}${run.stderr}\nThe mini program was not built: ${outputName}/app.json is missing.`);
}

for (const file of files.filter((name) => name.endsWith('.js'))) {
  const code = readFileSync(file, 'utf8');
  const found = TOO_NEW.map((pattern) => pattern.exec(code)?.[0]).filter(Boolean);
  if (found.length > 0)
    stop(`${relative(root, file)} uses ${found.join(', ')}, which old phones do not have.`);
}

writeProjectConfig();
const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
if (bytes > MAX_BYTES)
  stop(`${outputName} is ${kilobytes(bytes)}; it must stay below ${kilobytes(MAX_BYTES)}.`);
console.log(
  `Mini program for ${api.origin} (${appId}): ${outputName}, ${files.length} files, ${kilobytes(bytes)}`,
);

/** The output is a project of its own: DevTools and miniprogram-ci can open it. */
function writeProjectConfig() {
  const project = JSON.parse(readFileSync(join(root, 'project.config.json'), 'utf8'));
  project.appid = appId;
  project.miniprogramRoot = './';
  // DevTools refuses http and unlisted hosts unless told otherwise. Real phones never ask this file.
  project.setting.urlCheck = api.protocol === 'https:';
  writeFileSync(join(output, 'project.config.json'), `${JSON.stringify(project, null, 2)}\n`);
}

function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

function kilobytes(count) {
  return `${(count / 1024).toFixed(0)} KB`;
}
