/** A command has failed, for the reason in its message. `status` is the exit status of a program that was run. */
export class CommandError extends Error {
  constructor(/** @type {string} */ message, /** @type {number | null} */ status = null) {
    super(message);
    this.status = status;
  }
}

/** The command was stopped by a signal, so that further work is not done. Not a failure. */
export class StoppedError extends Error {}
