import { randomUUID } from 'node:crypto';

let lastTime = 0;
let count = 0;

/**
 * A UUID whose order as text is that of time (RFC 9562 §5.7): 48 bits of Unix milliseconds, 12 that count those of one
 * millisecond in this process (§6.2, method 1), 62 of chance. The chance is that of a version 4, which Node draws from
 * a pool: several times as fast as bytes of one's own.
 * @param now Unix milliseconds
 */
export function uuidv7(now: number): string {
  count = now === lastTime ? (count + 1) % 4096 : 0;
  lastTime = now;
  const time = now.toString(16).padStart(12, '0');
  const counted = count.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counted}${randomUUID().slice(18)}`;
}
