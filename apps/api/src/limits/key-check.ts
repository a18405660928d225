import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { networkOf } from '../common/addresses.ts';
import { ApiError } from '../common/api-error.ts';
import { ClientAddresses } from '../common/client-address.ts';
import { Clock } from '../common/clock.ts';
import { say } from '../common/operator-words.ts';
import { sameText } from '../common/same-text.ts';
import { Metrics } from '../metrics/metrics.ts';
import { Limits } from './limits.ts';

/** The settings that hold a key. */
type KeyName = 'SITE_API_KEY' | 'METRICS_TOKEN';

/** How long a key stays known at an address after its last call from there. */
const KNOWN_MS = 24 * 3_600_000;
/** A site has a few backends; more are forgotten, the longest unused first, and counted like everybody. */
const MOST_KNOWN = 1_000;

/**
 * Whether a call brings the owner's key. Wrong ones are counted by address, and beyond the limit an address is not told
 * any more whether it guessed right. Where a key has been used, that key still passes, so that a neighbour behind the
 * same address cannot lock a backend out; but it is an answer for whoever guesses there, so this ends for an address that
 * has sent too many wrong ones in a day, and it holds for no other key.
 */
@Injectable()
export class KeyCheck {
  /** Keys by name, with the network they came from, and until when they are known there; in the order of last use. */
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
    const place = `${name} ${networkOf(ip)}`;
    const known = this.#isKnown(place);
    if (known && !right && (await this.limits.wrongKeyBesideRight(place))) this.#known.delete(place);
    if (!right || !known) await this.#count(ip, name, right);
    if (right) return this.#remember(place);
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

  #isKnown(place: string): boolean {
    return (this.#known.get(place) ?? 0) > this.clock.steady();
  }

  #remember(place: string): void {
    this.#known.delete(place);
    this.#known.set(place, this.clock.steady() + KNOWN_MS);
    const [longestKnown] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN && longestKnown !== undefined) this.#known.delete(longestKnown);
  }
}
