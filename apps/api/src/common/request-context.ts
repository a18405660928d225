import { AsyncLocalStorage } from 'node:async_hooks';

const context = new AsyncLocalStorage<string>();

/** The id of the call or the socket for which something is being done right now; undefined for work of our own. */
export function currentRequestId(): string | undefined {
  return context.getStore();
}

/** Does something for a call or a socket: every line that is logged meanwhile, and by what it sets off, has its id. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return context.run(requestId, work);
}
