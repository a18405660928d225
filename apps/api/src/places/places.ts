import { isIP } from 'node:net';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Near } from '@maqiao/shared';
import { isLoopbackHost, isPrivateHost, networkOf, normalizeAddress } from '../common/addresses.ts';
import { say } from '../common/operator-words.ts';
import { compareRegions, type Region, regionText } from './region.ts';
import type { RegionDatabase } from './region-database.ts';

/** Injection token of a function that reads the database. */
export const OPEN_REGION_DATABASE = Symbol('OPEN_REGION_DATABASE');

/** Where addresses are, offline. What cannot be told is null or `unknown`; nothing here throws. */
@Injectable()
export class Places {
  private readonly logger = new Logger(Places.name);
  /** Undefined until first needed, null when it cannot be read. */
  private database: RegionDatabase | null | undefined;

  constructor(@Inject(OPEN_REGION_DATABASE) private readonly open: () => RegionDatabase) {}

  /** The place of an address in a few words of Chinese, such as `浙江 杭州`; null for private addresses and unknown ones. */
  locate(ip: string): { region: string | null } {
    const region = this.find(ip);
    return { region: region && regionText(region) };
  }

  /**
   * How close the phone is to the browser. With `forwardingUntrusted` (forwarding headers arrive that no setting
   * trusts) both addresses are those of a proxy, and nothing can be said.
   */
  near(browserIp: string, phoneIp: string, { forwardingUntrusted }: { forwardingUntrusted: boolean }): Near {
    if (forwardingUntrusted) return 'unknown';
    const [browser, phone] = [browserIp, phoneIp].map((ip) => normalizeAddress(ip).toLowerCase());
    if (browser === undefined || phone === undefined || isIP(browser) === 0 || isIP(phone) === 0)
      return 'unknown';
    if (isLoopbackHost(browser) && isLoopbackHost(phone)) return 'same-network';
    if (isLocal(browser) || isLocal(phone)) {
      // A private address says nothing about others: two of them may be one room or two offices on a VPN.
      return browser === phone ? 'same-network' : 'unknown';
    }
    if (networkOf(browser) === networkOf(phone)) return 'same-network';
    const [here, there] = [this.find(browser), this.find(phone)];
    if (!here || !there) return 'unknown';
    const comparison = compareRegions(here, there);
    return comparison === 'same' ? 'same-region' : comparison === 'apart' ? 'elsewhere' : 'unknown';
  }

  private find(ip: string): Region | null {
    const address = normalizeAddress(ip);
    if (isIP(address) === 0 || isLocal(address)) return null;
    try {
      return this.load()?.find(address) ?? null;
    } catch {
      return null;
    }
  }

  private load(): RegionDatabase | null {
    if (this.database !== undefined) return this.database;
    try {
      this.database = this.open();
    } catch {
      this.database = null;
      this.logger.warn(say('places_unread'));
    }
    return this.database;
  }
}

function isLocal(address: string): boolean {
  return isLoopbackHost(address) || isPrivateHost(address);
}
