import type { FastifyRequest } from 'fastify';
import { ApiError } from '../../platform/http/api-error.ts';
import { sameText } from '../../platform/secret/same-text.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { arrivalCredential, readCredential } from './arrival.ts';

/**
 * Lets the doctor of this installation through, who holds its secret. For everybody else the call does not exist.
 * @param now the server's time, Unix milliseconds
 * @throws ApiError `not_found`
 */
export function requireDoctor({ headers }: FastifyRequest, secret: MaqiaoSecret, now: number): void {
  const { authorization = '' } = headers;
  const credential = readCredential(authorization, now);
  if (!credential || !sameText(authorization, arrivalCredential(secret, Number(credential.time))))
    throw new ApiError('not_found');
}
