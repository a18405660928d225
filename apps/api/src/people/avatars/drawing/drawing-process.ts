import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { messages, send, type Message } from './messages.ts';

/** How long a process may take to start: some seconds on a busy machine. */
const START_TIMEOUT_MS = 20_000;
const HEAP = '--max-old-space-size=64';
/** Environment variables that are passed on. No settings: the process that decodes uploads must not hold a secret. */
const PASSED_VARIABLES = ['LD_LIBRARY_PATH', 'NODE_COMPILE_CACHE', 'SystemRoot', 'TEMP', 'TMPDIR', 'TZ'];

/**
 * Why there is no picture: the decoder found none, it took too long, the process ended (it took too much memory, or a
 * decoder crashed), or no process can be started here.
 */
export type DrawingFailure = 'unreadable' | 'too_long' | 'ended' | 'not_started';

export class DrawingFailed extends Error {
  constructor(readonly reason: DrawingFailure) {
    super(reason);
    this.name = 'DrawingFailed';
  }
}

/** A process of its own that draws one picture after the other, and can be killed. */
export class DrawingProcess {
  readonly #child: ChildProcess;
  readonly #answers: AsyncGenerator<Message>;
  readonly #exited: Promise<void>;
  #alive = true;

  private constructor(child: ChildProcess & { stdin: Writable; stdout: Readable }, answerAtMost: number) {
    this.#child = child;
    this.#answers = messages(child.stdout, answerAtMost);
    this.#exited = new Promise((resolve) => {
      const gone = () => {
        this.#alive = false;
        resolve();
      };
      child.once('error', gone).once('exit', gone);
    });
    // Writing to an ended process fails; that it has ended is noticed when its answer is read.
    child.stdin.on('error', () => undefined);
  }

  /**
   * @param answerAtMost bytes of a drawn picture
   * @throws DrawingFailed `not_started` when there is no such process on this machine, or the library does not load
   */
  static async start(answerAtMost: number): Promise<DrawingProcess> {
    // Loaded with the first picture only.
    const { spawn } = await import('node:child_process');
    let drawing: DrawingProcess | undefined;
    try {
      const child = spawn(process.execPath, [HEAP, entry()], {
        env: { ...handedOn(), MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: '2' },
        stdio: ['pipe', 'pipe', 'ignore'],
        windowsHide: true,
      });
      drawing = new DrawingProcess(child, answerAtMost);
      const { kind } = await drawing.#answerWithin(START_TIMEOUT_MS);
      if (kind === 'ready') return drawing;
    } catch {
      // The system refused memory, a process or a file: the result is the same.
    }
    void drawing?.kill();
    throw new DrawingFailed('not_started');
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** For tests that measure the process. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * Draws a picture; one at a time. When it takes longer than that the process is killed.
   * @throws DrawingFailed
   */
  async draw(picture: Uint8Array, timeoutMs: number): Promise<Buffer> {
    if (this.#child.stdin !== null) send(this.#child.stdin, 'picture', picture);
    const { kind, content } = await this.#answerWithin(timeoutMs);
    if (kind === 'drawn') return content;
    throw new DrawingFailed('unreadable');
  }

  /** Kills the process, whatever it does. Resolves when it has ended. */
  kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    return this.#exited;
  }

  async #answerWithin(timeoutMs: number): Promise<Message> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      void this.kill();
    }, timeoutMs);
    try {
      const { value } = (await this.#answers.next()) as IteratorResult<Message, undefined>;
      if (value !== undefined) return value;
    } catch {
      // An answer of another form: the process can no longer be trusted.
      void this.kill();
    } finally {
      clearTimeout(timer);
    }
    this.#alive = false;
    throw new DrawingFailed(late ? 'too_long' : 'ended');
  }
}

/** `draw-pictures`: beside the server in a release's folder of bundles, among the commands in `dist` and in `src`. */
function entry(): string {
  const places = ['.', '../../../commands'].flatMap((folder) =>
    ['js', 'ts'].map((ending) => join(import.meta.dirname, folder, `draw-pictures.${ending}`)),
  );
  return places.find((place) => existsSync(place)) ?? '';
}

function handedOn(): Record<string, string> {
  const known = PASSED_VARIABLES.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(known.filter(([, value]) => value !== undefined)) as Record<string, string>;
}
