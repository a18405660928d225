import type { RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { networksOf } from '../platform/http/addresses.ts';
import { limited, take } from './take.ts';

/**
 * How many times the limit of one address the wider networks of IPv6 have together: a household is given a /56, a site
 * a /48 (RFC 6177), and a carrier's phones share both. Without them one household has 256 times the limit, a site
 * 65,536 times.
 */
const NETWORKS = [
  { suffix: '', times: 1 },
  { suffix: '-56', times: 4 },
  { suffix: '-48', times: 16 },
] as const;

/** Makes a limiter with this many points, under its own name. */
type MakeLimiter = (name: string, points: number) => RateLimiterAbstract;

/**
 * A limit by network address: IPv4 whole; IPv6 by /64, and by /56 and /48 at a few times the limit. Everything that is
 * no address is counted as one.
 */
export class AddressLimit {
  /** For the smallest network first. */
  readonly #levels: readonly { limiter: RateLimiterAbstract; points: number }[];

  constructor(name: string, perAddress: number, make: MakeLimiter) {
    this.#levels = NETWORKS.map(({ suffix, times }) => {
      const points = perAddress * times;
      return { points, limiter: make(name + suffix, points) };
    });
  }

  /**
   * Counts one more. The smallest network is asked first and alone: what it refuses is not counted in the wider ones, or
   * one flood would use up what its neighbours have.
   * @throws ApiError `rate_limited`
   */
  async take(ip: string): Promise<void> {
    for (const { limiter, network } of this.#counted(ip)) await take(limiter, network);
  }

  /** Counts this many more, also beyond the limit. */
  async penalty(ip: string, points: number): Promise<void> {
    await Promise.all(this.#counted(ip).map(({ limiter, network }) => limiter.penalty(network, points)));
  }

  /** What was counted last does not count. */
  async giveBack(ip: string): Promise<void> {
    await Promise.all(this.#counted(ip).map(({ limiter, network }) => limiter.reward(network, 1)));
  }

  /** @throws ApiError `rate_limited` when nothing is left; counts nothing */
  async requireLeft(ip: string): Promise<void> {
    for (const { limiter, points, network } of this.#counted(ip)) {
      const used: RateLimiterRes | null = await limiter.get(network);
      if (used !== null && used.consumedPoints >= points) throw limited(used, limiter);
    }
  }

  #counted(ip: string) {
    const networks = networksOf(ip);
    return this.#levels.flatMap((level, index) => {
      const network = networks[index];
      return network === undefined ? [] : [{ ...level, network }];
    });
  }
}
