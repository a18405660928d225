import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a presented key is the expected one. Takes the same time whatever is presented, its length included. */
export function sameText(presented: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(presented), digest(expected));
}
