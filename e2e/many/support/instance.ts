import { builtProgram } from '@maqiao/test-servers';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Target } from './balancer.ts';
import { until } from '../../support/until.ts';

/** Where a readiness probe may come from at any time; the rest of a problem document is not looked at. */
export interface Readiness {
  status: number;
  contentType: string | null;
  stores?: string[];
  code?: string;
  milliseconds: number;
}

/** One real process of the API, that can be ended in every way there is and started again: on any port, unless PORT names one. */
export class Instance implements Target {
  /** All that it has printed, over all of its lives. */
  output = '';
  port = 0;
  readonly #environment: Record<string, string>;
  #child: ChildProcess | undefined;

  constructor(environment: Record<string, string>) {
    this.#environment = environment;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get alive(): boolean {
    return this.#child !== undefined;
  }

  /** Starts it. Resolves when it listens. @throws Error with what it printed when it ends instead */
  async start(): Promise<void> {
    const child = fork(builtProgram('main'), {
      env: { PORT: '0', ...this.#environment, HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined;
      this.port = 0;
    });
    const url = await new Promise<string>((resolve, reject) => {
      child.on('message', (message: { url?: string }) => message.url && resolve(message.url));
      child.once('exit', () => reject(new Error(`the API ended: ${this.output.slice(-2000)}`)));
    });
    this.port = Number(new URL(url).port);
  }

  /** Resolves when the process has ended. SIGTERM asks it to, SIGKILL does not. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }

  /** Stops it where it stands: its connections stay, and nobody answers. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  async readiness(): Promise<Readiness> {
    const asked = performance.now();
    const response = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(10_000) });
    const body = (await response.json()) as { stores?: string[]; code?: string };
    return {
      status: response.status,
      contentType: response.headers.get('content-type'),
      milliseconds: performance.now() - asked,
      ...(body.stores && { stores: body.stores }),
      ...(body.code !== undefined && { code: body.code }),
    };
  }

  /** Resolves when `/readyz` answers with that status. */
  async untilReady(status = 200): Promise<void> {
    const says = () =>
      this.readiness().then(
        (readiness) => readiness.status === status,
        () => false,
      );
    await until(says, () => `/readyz to say ${status}: ${this.output.slice(-2000)}`);
  }

  /** How many browsers wait on its sockets. */
  async waitingBrowsers(): Promise<number> {
    const metrics = await (await fetch(`${this.url}/metrics`)).text();
    return Number(/^maqiao_waiting_browsers (\d+)/m.exec(metrics)?.[1]);
  }
}
