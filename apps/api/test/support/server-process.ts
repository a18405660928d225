import { builtProgram } from '@maqiao/test-servers';
import { startSimulator, type Simulator } from '@maqiao/wechat-simulator';
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterThisTest } from './after-this-test.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The PUBLIC_URL of every server that is started here, and so the origin of its browsers. */
export const SERVER_ORIGIN = 'http://127.0.0.1:3000';

/** What a server needs: the address of a WeChat and a database. It listens on a free port. */
export function serverEnvironment(
  wechat: Pick<Simulator, 'appId' | 'appSecret' | 'url'>,
  databaseUrl: string,
): Record<string, string> {
  return {
    PORT: '0',
    HOST: '127.0.0.1',
    PUBLIC_URL: SERVER_ORIGIN,
    WECHAT_APP_ID: wechat.appId,
    WECHAT_APP_SECRET: wechat.appSecret,
    WECHAT_API_BASE_URL: wechat.url,
    DATABASE_URL: databaseUrl,
  };
}

interface ServerSurroundings {
  folder: string;
  simulator: Simulator;
  environment: Record<string, string>;
}

/**
 * A folder with an SQLite database, a WeChat of its own, and the environment that names both. Removed after the test.
 */
export async function serverSurroundings(): Promise<ServerSurroundings> {
  const folder = temporaryFolder('server');
  const simulator = await startSimulator();
  afterThisTest(() => simulator.close());
  const environment = serverEnvironment(simulator, `sqlite:${join(folder, 'maqiao.db')}`);
  return { folder, simulator, environment };
}

/** The API's server in a process of its own. It is killed after the test. */
export class ServerProcess {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  /** Resolves when the process has ended and all its output has been read. */
  readonly exit: Promise<{ code: number | null; signal: string | null }>;

  /** @param options - `program`: its file, that of the release by default; `execArgv`: options of Node */
  constructor(environment: Record<string, string>, options: { program?: string; execArgv?: string[] } = {}) {
    this.child = fork(options.program ?? builtProgram('main'), {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: options.execArgv ?? [],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.exit = new Promise((resolve) => this.child.on('close', (code, signal) => resolve({ code, signal })));
    afterThisTest(() => this.kill());
  }

  get output(): string {
    return this.stdout + this.stderr;
  }

  /** @returns its address @throws Error with its output when it ends before it listens */
  listening(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.child.on('message', (message: { type?: string; url?: string }) => {
        if (message.type === 'listening' && message.url) resolve(message.url);
      });
      void this.exit.then(() => reject(new Error(`ended before it listened: ${this.output}`)));
    });
  }

  /** Asks it to stop (SIGTERM) and waits until it has. */
  stop(): Promise<{ code: number | null; signal: string | null }> {
    this.child.kill('SIGTERM');
    return this.exit;
  }

  kill(): Promise<{ code: number | null; signal: string | null }> {
    this.child.kill('SIGKILL');
    return this.exit;
  }
}
