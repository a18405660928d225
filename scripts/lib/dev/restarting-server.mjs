// A server that is started anew whenever its program was built anew. Needs the pinned Node.
import { startServer } from '../server-program.mjs';
import { say } from '../words.mjs';

export class RestartingServer {
  #script;
  #environment;
  /** @type {Awaited<ReturnType<typeof startServer>> | undefined} */
  #running;

  /**
   * @param {string} script relative to the root
   * @param {Record<string, string | undefined>} environment beside ours
   */
  constructor(script, environment) {
    this.#script = script;
    this.#environment = environment;
  }

  /** @throws CommandError when it ends before it listens; it has said why */
  async start() {
    const running = await startServer(this.#script, this.#environment);
    this.#running = running;
    running.ended.catch(() => {
      if (this.#running !== running) return;
      this.#running = undefined;
      console.error(`  ${say('dev_server_ended', { script: this.#script })}`);
    });
  }

  /** Ends the one that runs, if any does, and starts the next. @throws CommandError as `start` */
  async restart() {
    const running = this.#running;
    this.#running = undefined;
    await running?.stop();
    await this.start();
  }
}
