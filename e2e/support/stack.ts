import { builtProgram, repositoryProgram, freePort } from '@maqiao/test-servers';
import { startSimulator, type Simulator, type SimulatorOptions } from '@maqiao/wechat-simulator';
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterTest } from './after-test.ts';
import { copyProgram, WEAPP } from './copy-program.ts';

/** The real API as a process, the stand-in for WeChat, and the compiled mini program that knows where they are. */
export interface Stack {
  /** Where the login page is. */
  url: string;
  simulator: Simulator;
  /** The compiled mini program, its base set to this stack's address. */
  weapp: string;
  /** The API's SQLite file. */
  databaseFile: string;
  /** All that the API has printed. */
  output(): string;
  kill(signal: NodeJS.Signals): Promise<void>;
  restart(): Promise<void>;
}

/**
 * Starts everything on free ports; it is stopped after the test. `demo`: without an AppID, as `npm start` does.
 * `host`: the name that browsers find the API under; Chromium takes every name under `localhost` to this machine.
 * `copy`: puts another mini program than the Taro one into a folder, its base set.
 * `wechat`: accounts of the simulated WeChat beside the mini program.
 * `released`: false for the server of the repository, which serves the documentation of the calls too.
 */
export async function startStack(
  environment: Record<string, string> = {},
  {
    demo = false,
    host = 'localhost',
    copy = copyProgram,
    released = !demo,
    wechat = {},
  }: {
    demo?: boolean;
    host?: string;
    copy?: (to: string, base: string) => void;
    released?: boolean;
    wechat?: Pick<SimulatorOptions, 'website' | 'officialAccount' | 'bound' | 'markWechatBrowser'>;
  } = {},
): Promise<Stack> {
  const built = join(WEAPP, 'app.json');
  if (!existsSync(built)) throw new Error(`${built} is not built: run npm test`);
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-e2e-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  const port = await freePort();
  const url = `http://${host}:${port}`;
  const weapp = join(folder, 'weapp');
  // The phone is not a browser: it asks the system for names, which need not know those under localhost.
  copy(weapp, `http://localhost:${port}`);

  const simulator = await startSimulator({
    miniProgramFolder: weapp,
    allowedOrigin: url,
    ...(demo && { appId: 'wxdemo', appSecret: 'demo' }),
    ...wechat,
  });
  afterTest(() => simulator.close());
  const databaseFile = join(folder, 'maqiao.db');
  const api = new Api(released ? builtProgram('main') : repositoryProgram('main'), {
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    SITE_NAME: '山前书店',
    ...(demo
      ? { DEMO_PHONE_URL: simulator.publicUrl }
      : { WECHAT_APP_ID: simulator.appId, WECHAT_APP_SECRET: simulator.appSecret }),
    WECHAT_API_BASE_URL: simulator.url,
    WECHAT_OPEN_BASE_URL: simulator.url,
    DATABASE_URL: `sqlite:${databaseFile}`,
    ...environment,
  });
  afterTest(() => api.kill('SIGKILL'));
  await api.start();
  return {
    url,
    simulator,
    weapp,
    databaseFile,
    output: () => api.output,
    kill: (signal) => api.kill(signal),
    restart: () => api.start(),
  };
}

class Api {
  output = '';
  readonly #program: string;
  readonly #environment: Record<string, string>;
  #child: ChildProcess | undefined;

  constructor(program: string, environment: Record<string, string>) {
    this.#program = program;
    this.#environment = environment;
  }

  start(): Promise<void> {
    const child = fork(this.#program, {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    return new Promise((resolve, reject) => {
      child.on('message', () => resolve());
      child.on('exit', () => reject(new Error(`the API ended: ${this.output}`)));
    });
  }

  kill(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    // One that has ended by itself says so no more.
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }
}
