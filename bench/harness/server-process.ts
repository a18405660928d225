import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Answer, Question, Usage } from './probe-messages.ts';

const PROBE = pathToFileURL(join(import.meta.dirname, 'probe.ts')).href;
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 1_500;

const running = new Set<ServerProcess>();

/** One measured server in a process of its own. It says `{ type: 'listening', url }` to its parent once it listens. */
export class ServerProcess {
  readonly port: number;
  readonly url: string;
  /** Time from the start of the process to its message that it listens. */
  readonly startMilliseconds: number;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #questions = 0;

  private constructor(child: ChildProcess, url: string, startMilliseconds: number) {
    this.#child = child;
    this.url = url;
    this.port = Number(new URL(url).port);
    this.startMilliseconds = startMilliseconds;
    child.on('message', (answer: Answer) => {
      this.#waiting.get(answer.to)?.(answer);
      this.#waiting.delete(answer.to);
    });
    running.add(this);
  }

  /**
   * Starts one, without its log; with `command` the script is a shell script that becomes the server.
   * @throws Error with its stderr when it does not start
   */
  static async start(
    script: string,
    environment: Record<string, string> = {},
    {
      nodeOptions = [],
      bare = false,
      command,
    }: { nodeOptions?: readonly string[]; bare?: boolean; command?: string } = {},
  ): Promise<ServerProcess> {
    const began = performance.now();
    const child = fork(script, command === undefined ? [] : [command], {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
      execPath: command === undefined ? process.execPath : '/bin/sh',
      execArgv: [...nodeOptions, ...(bare ? [] : ['--import', PROBE])],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
    const url = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${script} is not up:\n${said}`)), START_TIMEOUT_MS);
      child.on('message', (message: { url?: string }) => {
        if (message.url === undefined) return;
        clearTimeout(timer);
        resolve(message.url);
      });
      child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`${script} ended (${code}):\n${said}`));
      });
    });
    return new ServerProcess(child, url, performance.now() - began);
  }

  get pid(): number {
    return this.#child.pid as number;
  }

  /** Ends it in order, as a program that notices the end of its parent: Node then writes its compile cache. */
  async leave(): Promise<void> {
    running.delete(this);
    const exit = once(this.#child, 'exit');
    this.#child.disconnect();
    await exit;
  }

  async usage({ collectGarbage = false } = {}): Promise<Usage> {
    const answer = await this.#ask({ ask: 'usage', collectGarbage });
    if (!('usage' in answer)) throw new TypeError('not an answer about usage');
    return answer.usage;
  }

  /** When confirms came in since the last time, in nanoseconds of the monotonic clock all processes share, by URL. */
  async confirmTimes(): Promise<Map<string, number>> {
    const answer = await this.#ask({ ask: 'confirmTimes' });
    if (!('confirmTimes' in answer)) throw new TypeError('not an answer about confirms');
    return new Map(answer.confirmTimes);
  }

  /** Resident memory in bytes, as the kernel counts it; no garbage is collected for it. Linux only. */
  residentBytes(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024;
  }

  async stop(): Promise<void> {
    running.delete(this);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await exit;
    clearTimeout(force);
  }

  #ask(question: { ask: 'usage'; collectGarbage: boolean } | { ask: 'confirmTimes' }): Promise<Answer> {
    const id = (this.#questions += 1);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.send({ ...question, id } satisfies Question);
    });
  }
}

/** Stops whatever a benchmark has left running, also when it failed. */
export async function stopServers(): Promise<void> {
  await Promise.all([...running].map((server) => server.stop()));
}
