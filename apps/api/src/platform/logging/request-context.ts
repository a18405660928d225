import { AsyncLocalStorage } from 'node:async_hooks';

/** Which of the owner's keys a call brought: the setting that has it, and its name there. Never the key. */
interface KeyUsed {
  readonly setting: string;
  readonly name: string;
}

/** The fields of every line that is logged for a call or a socket. */
export interface CallContext {
  readonly requestId: string;
  key?: KeyUsed;
}

const context = new AsyncLocalStorage<CallContext>();

/** The call or the socket for which something is being done right now; undefined for work of our own. */
export function currentCall(): CallContext | undefined {
  return context.getStore();
}

/** Runs something for a call: every line that is logged by it, and by what it starts, has the call's fields. */
export function withCall<T>(call: CallContext, work: () => T): T {
  return context.run(call, work);
}

/** As {@link withCall}, for a socket and for what else has an id only. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return context.run({ requestId }, work);
}
