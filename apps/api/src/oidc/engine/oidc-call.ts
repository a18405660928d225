import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyRequest } from 'fastify';
import type { ClientAddress } from '../../platform/http/client-address.ts';
import type { Session } from '../../sessions/session.ts';

/** What Maqiao knows of a request while the engine serves it. */
export interface OidcCall {
  readonly request: FastifyRequest;
  readonly address: ClientAddress;
  /** The session that the browser is signed in with; undefined for nobody, and for calls of clients. */
  readonly session: Session | undefined;
}

const calls = new AsyncLocalStorage<OidcCall>();

/** Runs the engine for one request. */
export function withOidcCall<T>(call: OidcCall, work: () => T): T {
  return calls.run(call, work);
}

/** The request that the engine is serving; undefined outside of one. */
export function currentOidcCall(): OidcCall | undefined {
  return calls.getStore();
}

/** What was read for a request, by its key. */
const reads = new WeakMap<OidcCall, Map<string, Promise<unknown>>>();

/**
 * Reads once for each request what the engine asks for several times: a client, the session of a token. Outside of a
 * request it is read each time.
 */
export function oncePerCall<T>(key: string, read: () => Promise<T>): Promise<T> {
  const call = currentOidcCall();
  if (call === undefined) return read();
  const known = reads.get(call) ?? new Map<string, Promise<unknown>>();
  reads.set(call, known);
  const found = (known.get(key) as Promise<T> | undefined) ?? read();
  known.set(key, found);
  return found;
}
