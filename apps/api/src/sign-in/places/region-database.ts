import { isIPv4 } from 'node:net';
import ip2region from 'ip2region';
import { networkOf } from '../../platform/http/addresses.ts';
import { type Region, regionOf } from './region.ts';

const UNKNOWN_REGION: Region = { country: '', province: '', city: '' };

/** The files of ip2region; by default those inside the package. */
export interface RegionDatabaseFiles {
  readonly ipv4: string;
  readonly ipv6: string;
}

/** ip2region's data in memory: 9 MB for IPv4, 3 MB for IPv6, read once in some 10 ms; a search takes microseconds. */
export class RegionDatabase {
  private readonly data: InstanceType<typeof ip2region.default>;

  /** @throws Error when a file is missing or not what it should be. */
  constructor(files?: RegionDatabaseFiles) {
    this.data = new ip2region.default(files && { ipv4db: files.ipv4, ipv6db: files.ipv6 });
  }

  /** The region of a valid, public address. */
  find(address: string): Region {
    // Of IPv6 only the network is looked up. The library finds IPv4 addresses inside IPv6 ones (ISATAP, Teredo), and
    // whoever holds a network may write any into the other half: a browser could choose its apparent region.
    const network = networkOf(address).replace(/\/64$/, '');
    const found = this.data.searchRaw(network);
    if (!found) return UNKNOWN_REGION;
    if (isIPv4(network) || !('data' in found)) return regionOf(found.country, found.province, found.city);
    const { country, province, city, data } = found;
    if (country !== '中国') return { ...UNKNOWN_REGION, country: countryAtStart(data) };
    const special = /^中国(香港|澳门)/.exec(data)?.[1];
    return regionOf(country, special ?? province, city);
  }
}

/** The IPv6 half writes a place as one word (`日本东京都港区`); the library splits it for China only. */
function countryAtStart(place: string): string {
  return countryNames().find((name) => place.startsWith(name)) ?? '';
}

let names: readonly string[] | undefined;

/** Every country's Chinese name, the longest first. */
function countryNames(): readonly string[] {
  if (names) return names;
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const display = new Intl.DisplayNames('zh-Hans', { type: 'region', fallback: 'none' });
  names = letters
    .flatMap((first) => letters.map((second) => display.of(first + second) ?? ''))
    .filter((name) => name !== '')
    .sort((one, other) => other.length - one.length);
  return names;
}
