import { createHash } from 'node:crypto';

/** A secret of 32 bytes in hexadecimal, the same for the same name: without a pattern that the server would refuse. */
export function madeUpSecret(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}
