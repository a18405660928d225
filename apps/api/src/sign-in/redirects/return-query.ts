import { redirectReturn } from '@maqiao/shared/schemas';
import type { FastifyRequest } from 'fastify';
import type { Return } from './redirect-sign-ins.ts';

/** Code and state of a query; undefined without a state, and where there are several of one. */
export function returnIn(query: URLSearchParams): Return | undefined {
  const [states, codes] = [query.getAll('state'), query.getAll('code').filter((code) => code !== '')];
  const parsed = redirectReturn.safeParse({ state: states[0], code: codes[0] });
  return states.length === 1 && codes.length <= 1 && parsed.success
    ? { state: parsed.data.state, code: parsed.data.code }
    : undefined;
}

/** As the address has it: each parameter once, the first one. */
export function queryOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(request.url.split('?').slice(1).join('?'));
}
