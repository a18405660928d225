/** A probe that waits longer than this for a store has its answer. */
const PROBE_TIMEOUT_MS = 2_000;

/** The end of a probe, or a refusal when it takes too long. What has arrived while this process stood still is in time. */
export function bounded(work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error('no answer in time'));
    const timer = setTimeout(() => setImmediate(() => setImmediate(late)), PROBE_TIMEOUT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
