import type { PhoneWords } from './phone-words.ts';

// How the facts of a request are said before a person decides, on the phone and on the server's confirm page.

/** How long ago something was, in the largest fitting unit. */
export interface Ago {
  unit: 'now' | 'seconds' | 'minutes' | 'hours';
  count: number;
}

/** @param elapsedMs milliseconds since then; clocks that disagree may make it negative */
export function agoOf(elapsedMs: number): Ago {
  const seconds = Math.max(0, Math.floor((elapsedMs || 0) / 1000));
  if (seconds < 10) return { unit: 'now', count: 0 };
  if (seconds < 60) return { unit: 'seconds', count: seconds - (seconds % 10) };
  if (seconds < 3600) return { unit: 'minutes', count: Math.floor(seconds / 60) };
  return { unit: 'hours', count: Math.floor(seconds / 3600) };
}

export function agoWords({ unit, count }: Ago, words: PhoneWords): string {
  const one = { minutes: 'minute', hours: 'hour' } as const;
  const key = count === 1 && unit in one ? one[unit as keyof typeof one] : unit;
  return words[`ago.${key}`].replace('{n}', String(count));
}

/** An address in full, or as the server cuts it for strangers (`127.0.0.0/16`, `::/32`). */
const OWN_COMPUTER = /^(127\.|::1?($|\/))/;
const LOCAL_NETWORK = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)/i;

/** Where a browser is, in words; null when it is not known. Loopback and private addresses have a text of their own. */
export function placeWords(
  { region, ip }: { region: string | null; ip: string | null },
  words: Pick<PhoneWords, 'ownComputer' | 'localNetwork'>,
): string | null {
  if (region !== null || ip === null) return region;
  if (OWN_COMPUTER.test(ip)) return words.ownComputer;
  return LOCAL_NETWORK.test(ip) ? words.localNetwork : null;
}

/** What a client gets beyond nickname and picture, in one line; empty when that is nothing. */
export function moreWords(
  scopes: readonly string[],
  words: Pick<PhoneWords, 'clientMore' | 'moreBetween' | 'moreWechat' | 'moreEmail' | 'moreOffline'>,
): string {
  const more = [
    scopes.includes('wechat') ? words.moreWechat : '',
    scopes.includes('email') ? words.moreEmail : '',
    scopes.includes('offline_access') ? words.moreOffline : '',
  ].filter(Boolean);
  return more.length > 0 ? words.clientMore.replace('{what}', () => more.join(words.moreBetween)) : '';
}

/** Whether a site has no name of its own: then it is shown by its address only. */
export function isHostOf(name: string, url: string): boolean {
  return url.replace(/^https?:\/\//, '') === name;
}
