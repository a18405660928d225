import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Near } from '@maqiao/shared';
import {
  isLocalUrl,
  isLoopbackHost,
  isPublicAddress,
  networkOf,
  readAddress,
} from '../../platform/http/addresses.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { placeMessages } from './place-messages.ts';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { compareRegions, type Region, regionText } from './region.ts';
import type { RegionDatabase } from './region-database.ts';

/** Injection token of a function that reads the database. */
export const OPEN_REGION_DATABASE = Symbol('OPEN_REGION_DATABASE');

/** An address, and whether the proxies are as TRUST_PROXY says. */
export interface SeenAddress {
  /** Null when it is not known. */
  readonly ip: string | null;
  /** It may be that of a proxy, or what a client wrote. */
  readonly ipUncertain?: boolean;
}

/** The region of an address, from a local database. Unknown values are null or `unknown`; nothing here throws. */
@Injectable()
export class Places {
  private readonly logger = new Logger(Places.name);
  /** Undefined until first needed, null when it cannot be read. */
  private database: RegionDatabase | null | undefined;

  /** Whether visitors come from this machine or its private network, so that such addresses are their own. */
  private readonly servesLocally: boolean;

  constructor(
    @Inject(OPEN_REGION_DATABASE) private readonly open: () => RegionDatabase,
    @Inject(SETTINGS) { publicUrl }: Pick<Settings, 'publicUrl'>,
  ) {
    this.servesLocally = isLocalUrl(publicUrl);
  }

  /** The place of an address in a few words of Chinese, such as `浙江 杭州`; null for private addresses and unknown ones. */
  locate(ip: string | null): { region: string | null } {
    const region = ip === null ? null : this.find(ip);
    return { region: region && regionText(region) };
  }

  /**
   * How close the phone is to the browser. `unknown` when one of the addresses is missing or uncertain, and for
   * an address of no place, such as a private one, where people come from the internet: there it is that of a proxy.
   */
  near(browser: SeenAddress, phone: SeenAddress): Near {
    if (browser.ipUncertain || phone.ipUncertain) return 'unknown';
    const here = readAddress(browser.ip ?? undefined);
    const there = readAddress(phone.ip ?? undefined);
    if (here === undefined || there === undefined) return 'unknown';
    if (!isPublicAddress(here) || !isPublicAddress(there)) return this.nearLocally(here, there);
    if (networkOf(here) === networkOf(there)) return 'same-network';
    const [place, other] = [this.find(here), this.find(there)];
    if (!place || !other) return 'unknown';
    const comparison = compareRegions(place, other);
    return comparison === 'same' ? 'same-region' : comparison === 'apart' ? 'elsewhere' : 'unknown';
  }

  private nearLocally(here: string, there: string): Near {
    if (!this.servesLocally) return 'unknown';
    // Two private addresses may be in one room, or in two offices on a VPN.
    const together = here === there || (isLoopbackHost(here) && isLoopbackHost(there));
    return together ? 'same-network' : 'unknown';
  }

  private find(ip: string): Region | null {
    const address = readAddress(ip);
    if (address === undefined || !isPublicAddress(address)) return null;
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
      this.logger.warn(localize(placeMessages.places_unread));
    }
    return this.database;
  }
}
