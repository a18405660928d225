import process from 'node:process';

type Watcher = (reason: unknown) => void;

const watchers = new Map<PromiseConstructor, Watcher>();

/**
 * Reports rejected promises that nobody listened to, by the realm that made them (its Promise constructor),
 * so that several mini programs in one process keep their errors apart. One listener serves all of them.
 *
 * @returns a function that ends the watch
 */
export function watchRejections(realmPromise: PromiseConstructor, watcher: Watcher): () => void {
  if (watchers.size === 0) process.on('unhandledRejection', dispatch);
  watchers.set(realmPromise, watcher);
  return () => {
    watchers.delete(realmPromise);
    if (watchers.size === 0) process.off('unhandledRejection', dispatch);
  };
}

function dispatch(reason: unknown, promise: Promise<unknown>): void {
  for (const [realmPromise, watcher] of watchers) {
    if (promise instanceof realmPromise) return watcher(reason);
  }
  // Having a listener switches off Node's own handling for the whole process; other rejections are passed on to it.
  if (process.listenerCount('unhandledRejection') === 1) throw reason;
}
