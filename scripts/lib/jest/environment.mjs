// Jest's environment for Node. A test file that leaves something open (a server, a socket, a timer, a program) fails.
import { TestEnvironment } from 'jest-environment-node';
import { relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { leftOpen, openNow } from './left-open.mjs';

/** How long what is being closed may take: a busy machine closes sockets slowly. */
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 20;

export default class extends TestEnvironment {
  #file;
  #openBefore;
  /** Tests, and what has failed beside them. */
  #failed = new Set();

  constructor(config, context) {
    super(config, context);
    this.#file = relative(config.globalConfig.rootDir, context.testPath);
  }

  async setup() {
    await super.setup();
    // Node opens these when they are first used, and keeps them.
    void [process.stdin, process.stdout, process.stderr];
    this.#openBefore = openNow();
  }

  /** Called by jest-circus for everything that happens in the file. One that is tried again is done twice. */
  handleTestEvent({ name, test, hook }) {
    if (name === 'error' || (name === 'hook_failure' && hook.type.endsWith('All'))) this.#failed.add(name);
    if (name !== 'test_done') return;
    if (test.errors.length > 0) this.#failed.add(test);
    else this.#failed.delete(test);
  }

  /** @throws Error that names the file and what it left open, unless it has failed anyway: those failures say more */
  async teardown() {
    await super.teardown();
    const patience = performance.now() + PATIENCE_MS;
    let open = leftOpen(this.#openBefore);
    while (open.length > 0 && performance.now() < patience) {
      await delay(LOOK_EVERY_MS);
      open = leftOpen(this.#openBefore);
    }
    if (open.length === 0 || this.#failed.size > 0) return;
    throw new Error(
      `${this.#file} left something open: ${open.join(', ')}. \`npm test -- ${this.#file} --detectOpenHandles\` shows where most of it was opened.`,
    );
  }
}
