import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { networkOf } from '../platform/http/addresses.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { ClientAddresses } from '../platform/http/client-address.ts';
import { Clock } from '../platform/clock/clock.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { keyMessages } from './key-messages.ts';
import { currentCall } from '../platform/logging/request-context.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { Metrics } from '../platform/metrics/metrics.ts';
import { Limits } from './limits.ts';

/** The settings that hold keys. */
export type KeySetting = 'SITE_API_KEY' | 'ADMIN_KEY' | 'METRICS_TOKEN';

/** A key of the settings, as a call has sent it. */
export interface PresentedKey {
  readonly setting: KeySetting;
  readonly name: string;
}

/** How long a key stays known at an address after its last call from there. */
const KNOWN_MS = 24 * 3_600_000;
/** A site has a few backends; more are forgotten, the longest unused first, and counted like everybody. */
const MOST_KNOWN = 1_000;

/**
 * Whether a call brings a key of the settings. Wrong ones are counted by address, and beyond the limit an address gets
 * the same answer for right and wrong keys. A key that was used at an address still passes there, so that a neighbour
 * behind the same address cannot lock a backend out. Somebody who guesses there could learn from that, so it ends after
 * too many wrong keys in a day, and it holds for no other key.
 */
@Injectable()
export class KeyCheck {
  readonly #keys: readonly (PresentedKey & { readonly digest: Buffer })[];
  /** Keys by setting and name, with the network they came from, and until when they are known there; by last use. */
  readonly #known = new Map<string, number>();

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly limits: Limits,
    private readonly addresses: ClientAddresses,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {
    const { siteApiKeys, adminKeys, metricsToken } = settings;
    const rings = [
      ['SITE_API_KEY', siteApiKeys],
      ['ADMIN_KEY', adminKeys],
      ['METRICS_TOKEN', metricsToken === undefined ? [] : [{ name: 'default', key: metricsToken }]],
    ] as const;
    this.#keys = rings.flatMap(([setting, keys]) =>
      keys.map(({ name, key }) => ({ setting, name, digest: digestOf(key) })),
    );
    for (const { setting, name } of this.#keys) this.metrics.keyCalls.inc({ key: setting, name }, 0);
  }

  /**
   * Asks for a key of one of these settings; the log lines of this call have its name from then on.
   * @throws ApiError `invalid_token` for another key or none; `rate_limited` after too many wrong ones
   */
  async require(request: FastifyRequest, ...settings: readonly KeySetting[]): Promise<PresentedKey> {
    const presented = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    // A call without a key is no guess.
    if (presented === undefined) throw new ApiError('invalid_token');
    const matches = this.#matchesOf(presented);
    const used = matches.find(({ setting }) => settings.includes(setting));
    const { ip } = this.addresses.of(request);
    if (used !== undefined) return this.#pass(used, ip);
    const wanted = settings.join(', ');
    const [elsewhere] = matches;
    if (elsewhere !== undefined) return this.#refuseOtherDoor(elsewhere, wanted, ip);
    for (const setting of settings) await this.#countBesideRight(setting, networkOf(ip));
    await this.#count(ip, settings, () => this.limits.wrongKey(ip));
    for (const key of settings) this.metrics.wrongKeys.inc({ key, answer: 'refused' });
    throw new ApiError('invalid_token', { operatorHint: localize(keyMessages.wrong_key, { name: wanted }) });
  }

  /** Compares in full with every key, so that the time reveals nothing. */
  #matchesOf(presented: string): readonly PresentedKey[] {
    const digest = digestOf(presented);
    return this.#keys.filter((key) => timingSafeEqual(digest, key.digest));
  }

  async #pass({ setting, name }: PresentedKey, ip: string): Promise<PresentedKey> {
    const place = placeOf(setting, name, networkOf(ip));
    if (!this.#isKnown(place)) await this.#count(ip, [setting], () => this.limits.requireGuessesLeft(ip));
    this.#remember(place);
    this.metrics.keyCalls.inc({ key: setting, name });
    const call = currentCall();
    if (call !== undefined) call.key = { setting, name };
    return { setting, name };
  }

  /** A key of another setting is no guess. An address beyond its limit gets no such answer. */
  async #refuseOtherDoor({ setting, name }: PresentedKey, wanted: string, ip: string): Promise<never> {
    await this.#count(ip, [setting], () => this.limits.requireGuessesLeft(ip));
    throw new ApiError('invalid_token', {
      detail: `This key is of ${setting}. This call takes one of ${wanted}.`,
      operatorHint: localize(keyMessages.key_of_other_door, { setting, name, wanted }),
    });
  }

  /** Counts a wrong key from an address where right keys are known; after too many none is known there any more. */
  async #countBesideRight(setting: KeySetting, network: string): Promise<void> {
    const places = this.#keys
      .filter((key) => key.setting === setting)
      .map(({ name }) => placeOf(setting, name, network))
      .filter((place) => this.#isKnown(place));
    if (places.length === 0 || !(await this.limits.wrongKeyBesideRight(`${setting} ${network}`))) return;
    for (const place of places) this.#known.delete(place);
  }

  async #count(ip: string, settings: readonly KeySetting[], take: () => Promise<void>): Promise<void> {
    try {
      await take();
    } catch (error) {
      for (const key of settings) this.metrics.wrongKeys.inc({ key, answer: 'limited' });
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

function placeOf(setting: KeySetting, name: string, network: string): string {
  return `${setting} ${name} ${network}`;
}

/** A hash, so that all compared values have the same length. */
function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
