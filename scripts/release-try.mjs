// npm run release:try: starts the archive for this machine in an empty root, as root (or in a user namespace): the
// archive, a shell, glibc and the C++ library, and nothing else. Prints how long the start took, and how much memory it
// takes. Draws a picture and makes a backup, too: with the server these are all of the native parts.   npm run
// release:try -- --platform linux-arm64   in an emulator: whether it works, not how fast
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endPrograms, startProgram } from './lib/children.mjs';
import { USAGE_ERROR, command } from './lib/command-line.mjs';
import { ensureEmulator } from './lib/release/emulator.mjs';
import { HERE, PLATFORMS } from './lib/release/platforms.mjs';
import { say } from './lib/words.mjs';
import { CommandError, root, run } from './lib/workspace.mjs';

const TIMEOUT_MS = 30_000;
const EMULATED_TIMEOUT_MS = 300_000;
/** The native parts, whose libraries are copied from the machine: Node, SQLite, sharp. */
const NATIVE = /(^node\/bin\/node|\.node|\.so(\.\d+)*)$/;
const DRAW = `require('sharp')({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
  .jpeg().toBuffer().then((picture) => process.exit(picture.length > 100 ? 0 : 1))`;

command('release:try', async ({ values: { platform = HERE }, names: [folder] }) => {
  requirePlatform(platform);
  const archive = archiveFor(platform, folder);
  const emulator = platform === HERE ? undefined : await ensureEmulator(platform);
  const home = mkdtempSync(join(tmpdir(), 'maqiao-empty-root-'));
  try {
    mkdirSync(join(home, 'opt'));
    execFileSync('tar', ['-xzf', archive, '-C', join(home, 'opt')]);
    const [name = ''] = readdirSync(join(home, 'opt'));
    const { commandOf, cwd } = emulator ? emulated(home, name, emulator) : inEmptyRoot(home, name);
    const port = await freePort();
    const env = {
      PATH: '/bin',
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      WECHAT_APP_ID: 'wx0123456789abcdef',
      WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
    };

    const began = performance.now();
    const [program, ...args] = commandOf('main');
    // unshare and QEMU are found by this machine's PATH.
    const server = startProgram(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const timeout = emulator ? EMULATED_TIMEOUT_MS : TIMEOUT_MS;
    while (!(await answers(port))) {
      if (server.exitCode !== null || performance.now() - began > timeout) {
        throw new CommandError(say(emulator ? 'try_in_emulator_failed' : 'try_in_empty_root_failed'));
      }
      await sleep(10);
    }
    const seconds = (performance.now() - began) / 1000;
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    const mebibytes = (line) =>
      (Number(new RegExp(`^${line}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024).toFixed(0);
    for (const more of ['draw', 'backup']) {
      const [first, ...rest] = commandOf(more);
      await run(first, rest, { cwd, env: { ...process.env, ...env }, quiet: true });
    }
    const facts = { name, seconds: seconds.toFixed(1), size: mebibytes('VmRSS'), own: mebibytes('RssAnon') };
    console.log(`\n${say(emulator ? 'emulator_answers' : 'empty_root_answers', facts)}`);
  } finally {
    await endPrograms();
    rmSync(home, { recursive: true, force: true });
  }
});

function requirePlatform(platform) {
  if (platform === HERE || PLATFORMS.has(platform)) return;
  const platforms = [...PLATFORMS.keys()].join(', ');
  throw new CommandError(say('try_usage', { why: platform, platforms }), USAGE_ERROR);
}

function archiveFor(platform, named) {
  const ending = `-${platform}.tar.gz`;
  for (const folder of [named, 'dist/release', '.cache/release-under-test']) {
    const path = folder && join(root, folder);
    const name = path && existsSync(path) && readdirSync(path).find((entry) => entry.endsWith(ending));
    if (name) return join(path, name);
  }
  throw new CommandError(say('no_archive', { platform }));
}

/** Starts the archive's own launcher in the empty root. */
function inEmptyRoot(home, name) {
  const release = join(home, 'opt', name);
  const native = readdirSync(release, { recursive: true, encoding: 'utf8' }).filter((file) =>
    NATIVE.test(file),
  );
  for (const program of ['/bin/sh', ...native.map((file) => join(release, file))])
    putLibraries(home, program);
  mkdirSync(join(home, 'bin'), { recursive: true });
  copyFileSync('/bin/sh', join(home, 'bin/sh'));
  for (const folder of ['tmp', 'dev', 'proc']) mkdirSync(join(home, folder));
  // As in a container: the launcher writes to /dev/null.
  writeFileSync(join(home, 'dev/null'), '');
  const user = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const within = ['unshare', ...user, '--mount', `--root=${home}`, `--wd=/opt/${name}`];
  const commands = {
    main: ['./maqiao', 'start'],
    backup: ['./maqiao', 'backup'],
    draw: ['node/bin/node', '-e', DRAW],
  };
  return { cwd: home, commandOf: (what) => [...within, ...commands[what]] };
}

/** Starts the archive's Node without its launcher, whose shell is of this machine's architecture. */
function emulated(home, name, emulator) {
  const commands = {
    main: ['apps/api/dist/main.js'],
    backup: ['apps/api/dist/backup.js'],
    draw: ['-e', DRAW],
  };
  const commandOf = (what) => [...emulator, 'node/bin/node', ...commands[what]];
  return { cwd: join(home, 'opt', name), commandOf };
}

/** The libraries that a program is linked with, and the dynamic loader, at the paths where they are expected. */
function putLibraries(home, program) {
  const said = execFileSync('ldd', [program], { encoding: 'utf8' });
  for (const [, path] of said.matchAll(/(?:=> )?(\/\S+) \(0x/g)) {
    // Part of the archive.
    if (path.startsWith(home)) continue;
    mkdirSync(join(home, dirname(path)), { recursive: true });
    copyFileSync(path, join(home, path));
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answers(port) {
  return fetch(`http://127.0.0.1:${port}/livez`).then(
    ({ ok }) => ok,
    () => false,
  );
}
