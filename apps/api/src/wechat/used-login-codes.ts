import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.ts';

/** A login code lives five minutes at WeChat; after that it is refused there anyway. */
const LIFETIME_MS = 5 * 60_000;
/** About 10 MB at most. Beyond it the oldest are dropped; WeChat refuses them itself. */
const CAPACITY = 50_000;

/**
 * Login codes that were sent to WeChat from here, as hashes. A code works once, and after a time-out nobody
 * knows whether it did: sending it again could only fail, or hide a stolen code.
 */
@Injectable()
export class UsedLoginCodes {
  /** Hash to the time it may be forgotten; oldest first. */
  private readonly used = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Marks a code as used, for good. False when it already was. */
  claim(code: string): boolean {
    const now = this.clock.steady();
    this.forgetUntil(now);
    const mark = hash('sha256', code, 'base64url');
    if (this.used.has(mark)) return false;
    this.used.set(mark, now + LIFETIME_MS);
    return true;
  }

  private forgetUntil(now: number): void {
    for (const [mark, until] of this.used) {
      if (until > now && this.used.size < CAPACITY) return;
      this.used.delete(mark);
    }
  }
}
