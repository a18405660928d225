// Jest's environment for Node. A test file that leaves something open (a server, a socket, a timer, a program) fails.
import { TestEnvironment } from 'jest-environment-node';
import { relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { leftOpen, openNow } from './left-open.mjs';

/** How long to wait for things that are being closed: a busy machine closes sockets slowly. */
const CLOSE_TIMEOUT_MS = 5_000;
const CHECK_INTERVAL_MS = 20;

export default class extends TestEnvironment {
  #file;
  #openBefore;
  /** Failed tests, and failures outside of tests. */
  #failed = new Set();

  constructor(config, context) {
    super(config, context);
    this.#file = relative(config.globalConfig.rootDir, context.testPath);
  }

  async setup() {
    await super.setup();
    // Node opens these on first use, and keeps them open.
    void [process.stdin, process.stdout, process.stderr];
    this.#openBefore = openNow();
  }

  /** Called by jest-circus for every event in the file. `test_done` comes again for a test that is retried. */
  handleTestEvent({ name, test, hook }) {
    if (name === 'error' || (name === 'hook_failure' && hook.type.endsWith('All'))) this.#failed.add(name);
    if (name !== 'test_done') return;
    if (test.errors.length > 0) this.#failed.add(test);
    else this.#failed.delete(test);
  }

  /** @throws Error that names the file and what it has left open, unless a test has failed, which says more */
  async teardown() {
    await super.teardown();
    const deadline = performance.now() + CLOSE_TIMEOUT_MS;
    let open = leftOpen(this.#openBefore);
    while (open.length > 0 && performance.now() < deadline) {
      await delay(CHECK_INTERVAL_MS);
      open = leftOpen(this.#openBefore);
    }
    if (open.length === 0 || this.#failed.size > 0) return;
    throw new Error(
      `${this.#file} left something open: ${open.join(', ')}. \`npm test -- ${this.#file} --detectOpenHandles\` shows where most of it was opened.`,
    );
  }
}
