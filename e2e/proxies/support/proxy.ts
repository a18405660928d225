import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectSecurely } from 'node:tls';

/** Where a proxy is to listen, and what is behind it. */
export interface ProxyPlan {
  /** A folder of its own, which is removed after the test. */
  readonly folder: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Ports of the one process, or of two instances. */
  readonly instances: readonly [number] | readonly [number, number];
}

/** The program of a proxy, as `npm test` has found or unpacked it. @throws Error when it is to be run otherwise */
export function programOf(variable: 'NGINX_PATH' | 'CADDY_PATH'): string {
  const program = process.env[variable];
  if (program === undefined)
    throw new Error(`${variable} names no program: npm test finds one, and sets it.`);
  return program;
}

/** A proxy that runs. */
export interface RunningProxy {
  /** PEM of the authority of its certificate. */
  readonly authority: string;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 20_000;

/**
 * Starts a proxy's program and resolves when it takes connections on both ports, and has its certificate.
 * @throws Error with what it said when it ends instead
 */
export async function startProgram(
  program: string,
  args: readonly string[],
  { folder, httpPort, httpsPort }: ProxyPlan,
): Promise<() => Promise<void>> {
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let failure: Error | undefined;
  child.on('error', (error) => (failure = error));
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  }
  const stop = () => ended(child);
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (const takes of [() => takesConnections(httpPort), () => takesConnections(httpsPort, 'securely')]) {
    while (!(await takes())) {
      if (failure ?? (child.exitCode !== null || performance.now() > deadline)) {
        await stop();
        throw failure ?? new Error(`${program} did not start:\n${said}`);
      }
      await sleep(20);
    }
  }
  return stop;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exit;
  clearTimeout(force);
}

function takesConnections(port: number, how?: 'securely'): Promise<boolean> {
  return new Promise((resolve) => {
    const host = '127.0.0.1';
    // Whether the certificate is worth anything is for the tests to find out.
    const secure = { port, host, servername: 'localhost', rejectUnauthorized: false };
    const socket = how ? connectSecurely(secure) : connect(port, host);
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once(how ? 'secureConnect' : 'connect', () => end(true)).once('error', () => end(false));
  });
}
