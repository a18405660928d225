import { createHash } from 'node:crypto';

/** A secret of 32 bytes in hexadecimal, the same for the same name: in no pattern, as the server wants it. */
export function madeUpSecret(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}
