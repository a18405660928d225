/** After this time a probe counts the store as not answering. */
const PROBE_TIMEOUT_MS = 2_000;

/**
 * The outcome of a probe, or a rejection after the time-out. Two turns of the event loop later, so that an answer which
 * arrived while this process was blocked still counts.
 */
export function bounded(work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error('no answer in time'));
    const timer = setTimeout(() => setImmediate(() => setImmediate(late)), PROBE_TIMEOUT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
