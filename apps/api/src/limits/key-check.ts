import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../common/api-error.ts';
import { ClientAddresses } from '../common/client-address.ts';
import { Clock } from '../common/clock.ts';
import { say } from '../common/operator-words.ts';
import { sameText } from '../common/same-text.ts';
import { Metrics } from '../metrics/metrics.ts';
import { Limits } from './limits.ts';

/** The settings that hold a key. */
type KeyName = 'SITE_API_KEY' | 'METRICS_TOKEN';

/** How long an address stays known after its last call with the right key. */
const KNOWN_MS = 24 * 3_600_000;
/** A site has a few backends; more are forgotten, the longest known first, and counted like everybody. */
const MOST_KNOWN = 1_000;

/**
 * Whether a call brings the owner's key. Wrong ones are counted by address, and beyond the limit an address is not told
 * any more whether it guessed right; one that has used the right key goes on, whoever else guesses there.
 */
@Injectable()
export class KeyCheck {
  /** Addresses and until when they are known, in the order of their last use. */
  readonly #known = new Map<string, number>();

  constructor(
    private readonly limits: Limits,
    private readonly addresses: ClientAddresses,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  /** @throws ApiError `invalid_token` for another key or none; `rate_limited` after too many wrong ones */
  async require(request: FastifyRequest, name: KeyName, wanted: string): Promise<void> {
    const presented = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    // Whoever brings none does not guess.
    if (presented === undefined) throw new ApiError('invalid_token');
    const right = sameText(presented, wanted);
    const { ip } = this.addresses.of(request);
    if (!right || !this.#isKnown(ip)) await this.#count(ip, name, right);
    if (right) return this.#remember(ip);
    this.metrics.wrongKeys.inc({ key: name, answer: 'refused' });
    throw new ApiError('invalid_token', { operatorHint: say('wrong_key', { name }) });
  }

  async #count(ip: string, name: KeyName, right: boolean): Promise<void> {
    try {
      await (right ? this.limits.requireGuessesLeft(ip) : this.limits.wrongKey(ip));
    } catch (error) {
      this.metrics.wrongKeys.inc({ key: name, answer: 'limited' });
      throw error;
    }
  }

  #isKnown(ip: string): boolean {
    return (this.#known.get(ip) ?? 0) > this.clock.now();
  }

  #remember(ip: string): void {
    this.#known.delete(ip);
    this.#known.set(ip, this.clock.now() + KNOWN_MS);
    const [longestKnown] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN && longestKnown !== undefined) this.#known.delete(longestKnown);
  }
}
