import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterTest } from '../../support/after-test.ts';
import { until } from '../../support/until.ts';

/** util-linux's `script` gives a command a real terminal; what is left of it is looked for in Linux' /proc. */
export const HAS_TERMINALS = process.platform === 'linux' && existsSync('/usr/bin/script');

/** What a person presses, as the terminal gets it. */
export const CTRL_C = '\u0003';
export const CTRL_BACKSLASH = '\u001c';

/** One command in a terminal of its own, as a person types it. */
export class Terminal {
  /** All that the terminal shows, control characters included. */
  shown = '';
  /** The status that the command ended with; undefined while it runs. */
  status: number | undefined;
  readonly #script: ChildProcess;
  /** In the environment of everything that the command starts. */
  readonly #mark = `MARK_OF_TERMINAL=${randomUUID()}`;

  constructor(command: string, { cwd, environment }: { cwd: string; environment: Record<string, string> }) {
    const [name = '', value] = this.#mark.split('=');
    this.#script = spawn('/usr/bin/script', ['-qefc', command, '/dev/null'], {
      cwd,
      env: { ...environment, [name]: value, TERM: 'xterm' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#script.stdout?.on('data', (chunk: Buffer) => (this.shown += chunk.toString()));
    // Where the terminal is closed nobody listens to what is typed.
    this.#script.stdin?.on('error', () => undefined);
    this.#script.on('close', (code) => (this.status = code ?? -1));
    afterTest(() => {
      this.#script.kill('SIGKILL');
      for (const { pid } of this.processes()) kill(pid);
    });
  }

  press(key: string): void {
    this.#script.stdin?.write(key);
  }

  /** As when its window is closed: the kernel hangs up on whoever runs in it. */
  close(): void {
    this.#script.kill('SIGKILL');
  }

  /** Sends a signal to npm alone, as `kill` does. */
  signalNpm(signal: NodeJS.Signals): void {
    this.signal(/^npm (start|test|run )/, signal);
  }

  /** Sends a signal to the process that was started so. */
  signal(started: RegExp, signal: NodeJS.Signals): void {
    const found = this.processes().find(({ line }) => started.test(line));
    if (found === undefined) throw new Error(`It does not run: ${JSON.stringify(this.processes())}`);
    process.kill(found.pid, signal);
  }

  /** What the command has started and still runs, the terminal itself apart. */
  processes(): { pid: number; line: string }[] {
    return readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== this.#script.pid)
      .flatMap((entry) => {
        try {
          if (!readFileSync(`/proc/${entry}/environ`, 'utf8').includes(this.#mark)) return [];
          const line = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
          return [{ pid: Number(entry), line }];
        } catch {
          return []; // It has ended meanwhile.
        }
      });
  }

  /** Waits until the terminal shows something. */
  async shows(text: string | RegExp): Promise<void> {
    const there = () => (typeof text === 'string' ? this.shown.includes(text) : text.test(this.shown));
    await until(
      () => {
        if (!there() && this.status !== undefined) throw new Error(`it ended, and shows ${this.shown}`);
        return there();
      },
      () => `${text} in ${this.shown}`,
    );
  }

  /** Waits until the command has ended, and everything that it has started. */
  async ends(): Promise<void> {
    await until(
      () => this.status !== undefined && this.processes().length === 0,
      () => this.#whatIsThere(),
    );
  }

  /** Waits until nothing runs any more that was started here; the terminal is gone. */
  async nothingIsLeft(): Promise<void> {
    await until(
      () => this.processes().length === 0,
      () => this.#whatIsThere(),
    );
  }

  #whatIsThere(): string {
    return `an end, with status ${this.status}, of ${JSON.stringify(this.processes())}, which shows ${this.shown}`;
  }
}

/** Ends a process, unless it has ended meanwhile. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
