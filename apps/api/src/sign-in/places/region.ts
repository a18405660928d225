/** A place by its names in Chinese, as the database writes them, shortened; empty where nothing is known. */
export interface Region {
  readonly country: string;
  readonly province: string;
  readonly city: string;
}

const CHINA = '中国';
const MUNICIPALITIES: ReadonlySet<string> = new Set(['北京', '天津', '上海', '重庆']);
/** Named together with the country, and their own city. */
const SPECIAL: ReadonlySet<string> = new Set(['香港', '澳门']);
/** One province in the data, named together with the country; its cities are known. */
const TAIWAN = '台湾';

/**
 * A region with one spelling of each name, so that the IPv4 and the IPv6 half of the database agree:
 * `浙江省`/`浙江`, `锡林郭勒盟锡林浩特市`/`锡林郭勒`, a municipality with and without its city.
 */
export function regionOf(country: string, province: string, city: string): Region {
  const names = [country, province, city].map(known);
  const [country_ = '', province_ = '', city_ = ''] = names;
  if (country_ !== CHINA) return { country: country_, province: province_, city: city_ };
  const shortProvince = province_.replace(/(?:省|市|特别行政区|(?:壮族|回族|维吾尔)?自治区)$/, '');
  const ownCity = MUNICIPALITIES.has(shortProvince) || SPECIAL.has(shortProvince);
  return {
    country: CHINA,
    province: shortProvince,
    city: ownCity ? shortProvince : shortCity(city_),
  };
}

/** The region as people read it: `浙江 杭州`, `北京`, `中国香港`, `日本 北海道`; null when nothing is known. */
export function regionText({ country, province, city }: Region): string | null {
  const parts =
    country !== CHINA
      ? [country, province, city]
      : province === ''
        ? [country]
        : [
            SPECIAL.has(province) || province === TAIWAN ? CHINA + province : province,
            city === province ? '' : city,
          ];
  const text = [...new Set(parts)].filter((part) => part !== '').join(' ');
  return text === '' ? null : text;
}

/** Whether two regions are the same city; `unknown` when the city of one of them is not in the data. */
export function compareRegions(one: Region, other: Region): 'same' | 'apart' | 'unknown' {
  for (const level of ['country', 'province', 'city'] as const) {
    if (one[level] === '' || other[level] === '') return 'unknown';
    if (one[level] !== other[level]) return 'apart';
  }
  return 'same';
}

/** The database writes `0` for no value, and `内网IP` for private addresses. */
function known(name: string): string {
  return name === '0' || name.startsWith('内网') ? '' : name;
}

/** The prefecture alone: 市, 盟, 地区, 州 and what follows (a county-level city) go; 杭州市 stays 杭州. */
function shortCity(city: string): string {
  return /^区?(.{2,}?)(?:市|盟|地区|州|县)/.exec(city)?.[1] ?? city.replace(/^区/, '');
}
