/** A command failed and has already said why. `status` is that of a program that was run, and ended with one. */
export class CommandError extends Error {
  constructor(/** @type {string} */ message, /** @type {number | null} */ status = null) {
    super(message);
    this.status = status;
  }
}

/** Nothing failed: the command was stopped from outside, and what it was about to do is not done any more. */
export class StoppedError extends Error {}
