// Builds and runs the servers until they are stopped. Runs on the pinned Node; `npm start` is the way in.
import { fork } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { buildAll } from './lib/builds.mjs';
import { buildSettings, portOf, readDotenv } from './lib/environment.mjs';
import { SERVER_FLAGS } from './lib/server-flags.mjs';
import { say } from './lib/words.mjs';
import { CommandError, main, root } from './lib/workspace.mjs';

// What the API takes for the demo's AppID and secret; they open nothing but the stand-in.
const DEMO_APP_ID = 'wxdemo';
const DEMO_APP_SECRET = 'demo';

main(async () => {
  readDotenv();
  const demo = !process.env.WECHAT_APP_ID;
  const settings = buildSettings();
  const { port, publicUrl } = settings;
  const host = process.env.HOST || (demo ? '127.0.0.1' : '0.0.0.0');
  const phonePort = portOf('SIMULATOR_PORT', port + 1);
  await requireFreePort('PORT', port, host);
  if (demo) await requireFreePort('SIMULATOR_PORT', phonePort, host);

  await buildAll(settings, demo ? ['api', 'web', 'phone', 'miniprogram'] : ['api', 'web', 'miniprogram']);

  const children = new Children();
  const environment = { ...process.env, PORT: String(port), HOST: host, PUBLIC_URL: publicUrl };
  if (demo) {
    const phoneUrl = `http://${new URL(publicUrl).hostname}:${phonePort}`;
    await children.start('libs/wechat-simulator/src/main.ts', {
      SIMULATOR_HOST: host,
      SIMULATOR_PORT: String(phonePort),
      SIMULATOR_PUBLIC_URL: phoneUrl,
      SIMULATOR_APP_ID: DEMO_APP_ID,
      SIMULATOR_APP_SECRET: DEMO_APP_SECRET,
      SIMULATOR_ALLOWED_ORIGIN: publicUrl,
      MINI_PROGRAM_DIR: join(root, 'apps/miniprogram/dist/weapp'),
    });
    environment.WECHAT_API_BASE_URL = `http://127.0.0.1:${phonePort}`;
    environment.DEMO_PHONE_URL = phoneUrl;
  } else {
    environment.NODE_ENV ||= 'production';
  }
  await children.start('apps/api/dist/main.js', environment, SERVER_FLAGS);
  announce(demo, publicUrl, phonePort);
});

function announce(demo, publicUrl, phonePort) {
  const phoneUrl = `http://${new URL(publicUrl).hostname}:${phonePort}/phone/`;
  const lines = demo
    ? [
        say('demo_runs'),
        '',
        say('login_page', { url: publicUrl }),
        say('phone', { url: phoneUrl }),
        '',
        say('demo_steps'),
        say('stop'),
      ]
    : [say('runs', { url: publicUrl }), say('stop')];
  console.log(['', ...lines.map((line) => line && `  ${line}`), ''].join('\n'));
}

/** The servers, each a process of its own. When one ends the others are stopped, and so are we. */
class Children {
  #running = new Set();
  #stopping = false;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => this.#stop(0));
    process.on('disconnect', () => this.#stop(0));
  }

  /** Resolves when the server says that it listens. */
  start(script, environment, flags = []) {
    return new Promise((resolve, reject) => {
      const child = fork(join(root, script), {
        cwd: root,
        env: { ...process.env, ...environment },
        execArgv: [...process.execArgv, ...flags],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      this.#running.add(child);
      child.on('message', (message) => message?.type === 'listening' && resolve(undefined));
      child.on('exit', (code, signal) => {
        this.#running.delete(child);
        if (this.#stopping) return;
        reject(new CommandError(say('server_ended', { script, ending: signal ?? `status ${code}` })));
        this.#stop(1);
      });
    });
  }

  #stop(status) {
    process.exitCode ||= status;
    this.#stopping = true;
    for (const child of this.#running) child.kill('SIGTERM');
    if (process.connected) process.disconnect(); // an open channel would keep us alive
  }
}

function requireFreePort(name, port, host) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) =>
      reject(
        new CommandError(
          error.code === 'EADDRINUSE'
            ? say('port_taken', { port, name })
            : say('cannot_listen', { host, port, code: error.code, name }),
        ),
      ),
    );
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}
