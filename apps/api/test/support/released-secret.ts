import { madeUpSecret } from '@maqiao/test-servers';

/** What a released version's database in `schemas` was first used with: the first version took any 32 bytes. */
export function secretOfRelease(version: string): string {
  return version === '0.1.0' ? 'ab'.repeat(32) : madeUpSecret('one');
}
