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
