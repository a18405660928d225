// A server that restarts whenever its program was built again. Needs the pinned Node.
import { startServer } from '../server-program.mjs';
import { say } from '../words.mjs';

export class RestartingServer {
  #script;
  #environment;
  /** @type {Awaited<ReturnType<typeof startServer>> | undefined} */
  #running;

  /**
   * @param {string} script relative to the root
   * @param {Record<string, string | undefined>} environment in addition to ours
   */
  constructor(script, environment) {
    this.#script = script;
    this.#environment = environment;
  }

  /** @throws CommandError when it ends before it listens; it has printed why */
  async start() {
    const running = await startServer(this.#script, this.#environment);
    this.#running = running;
    running.ended.catch(() => {
      if (this.#running !== running) return;
      this.#running = undefined;
      console.error(`  ${say('dev_server_ended', { script: this.#script })}`);
    });
  }

  /** Stops the running process, if any, and starts the next. @throws CommandError as `start` */
  async restart() {
    const running = this.#running;
    this.#running = undefined;
    await running?.stop();
    await this.start();
  }
}
