import type { FastifyRequest } from 'fastify';
import { ApiError } from '../../platform/http/api-error.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { sameText } from '../../platform/secret/same-text.ts';

const SCHEME = 'Maqiao-Doctor';
const CREDENTIAL = /^Maqiao-Doctor (\d{13})\.[A-Za-z0-9_-]{43}$/;
const VALID_MS = 60_000;

/**
 * The Authorization header of the doctor's calls: a mac over the time, which only a holder of this installation's secret
 * can make.
 * @param time of the server that is called, Unix milliseconds; the credential is valid for a minute before and after it
 */
export function doctorCredential(secret: MaqiaoSecret, time: number): string {
  return `${SCHEME} ${time}.${secret.mac('doctor', String(time))}`;
}

/**
 * Lets a call with a valid {@link doctorCredential} through. For every other caller the route does not exist.
 * @param now the server's time, Unix milliseconds
 * @throws ApiError `not_found`
 */
export function requireDoctor({ headers }: FastifyRequest, secret: MaqiaoSecret, now: number): void {
  const { authorization = '' } = headers;
  const time = Number(CREDENTIAL.exec(authorization)?.[1] ?? NaN);
  const isTimely = Math.abs(now - time) <= VALID_MS;
  if (!isTimely || !sameText(authorization, doctorCredential(secret, time))) throw new ApiError('not_found');
}
