// npm run release:try: starts the archive for this machine in an empty root, as root (or in a namespace of one's own):
// the archive, a shell, glibc and the C++ library, and nothing else. That is what the container holds, too. Says how
// long the start took, and how much memory it takes.
import { execFileSync, spawn } from 'node:child_process';
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
import { say } from './lib/words.mjs';
import { CommandError, main, root } from './lib/workspace.mjs';

const PATIENCE_MS = 30_000;

main(async () => {
  const archive = archiveForHere();
  const empty = mkdtempSync(join(tmpdir(), 'maqiao-empty-root-'));
  let server;
  try {
    mkdirSync(join(empty, 'opt'));
    execFileSync('tar', ['-xzf', archive, '-C', join(empty, 'opt')]);
    const [name = ''] = readdirSync(join(empty, 'opt'));
    for (const program of ['/bin/sh', join(empty, 'opt', name, 'node/bin/node')])
      putLibraries(empty, program);
    mkdirSync(join(empty, 'bin'), { recursive: true });
    copyFileSync('/bin/sh', join(empty, 'bin/sh'));
    for (const folder of ['tmp', 'dev', 'proc']) mkdirSync(join(empty, folder));
    // As a container has it: the launcher throws output away.
    writeFileSync(join(empty, 'dev/null'), '');

    const port = await freePort();
    const env = {
      PATH: '/bin',
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      WECHAT_APP_ID: 'wx0123456789abcdef',
      WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
      DATABASE_URL: 'sqlite:/data/maqiao.db',
    };
    const began = performance.now();
    const unshare = process.getuid?.() === 0 ? [] : ['--map-root-user'];
    const args = [...unshare, '--mount', `--root=${empty}`, '--wd=/', `/opt/${name}/maqiao`, 'start'];
    server = spawn('unshare', args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    while (!(await answers(port))) {
      if (server.exitCode !== null || performance.now() - began > PATIENCE_MS) {
        throw new CommandError(say('empty_root_failed'));
      }
      await sleep(10);
    }
    const seconds = (performance.now() - began) / 1000;
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    const mebibytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
    const facts = { name, seconds: seconds.toFixed(1), size: mebibytes.toFixed(0) };
    console.log(`\n${say('empty_root_answers', facts)}`);
  } finally {
    if (server && server.exitCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
    }
    rmSync(empty, { recursive: true, force: true });
  }
});

function archiveForHere() {
  const ending = `-${process.platform}-${process.arch}.tar.gz`;
  for (const folder of [process.argv[2], 'dist/release', '.cache/release-under-test']) {
    const path = folder && join(root, folder);
    const name = path && existsSync(path) && readdirSync(path).find((entry) => entry.endsWith(ending));
    if (name) return join(path, name);
  }
  throw new CommandError(say('no_archive'));
}

/** The libraries that a program is linked with, and what loads them, at the places where they are looked for. */
function putLibraries(empty, program) {
  const said = execFileSync('ldd', [program], { encoding: 'utf8' });
  for (const [, path] of said.matchAll(/(?:=> )?(\/\S+) \(0x/g)) {
    mkdirSync(join(empty, dirname(path)), { recursive: true });
    copyFileSync(path, join(empty, path));
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
