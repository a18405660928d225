import type { AccountWords } from './account-words.ts';

const OWN_COMPUTER = /^(127\.|::1?($|\/))/;
const LOCAL_NETWORK = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)/i;

/** Where a browser is, and its address, as the mini program writes it; empty when nothing is known. */
export function placeLine(
  { region, ip }: { region: string | null; ip: string | null },
  words: AccountWords,
): string {
  const near =
    ip === null
      ? null
      : OWN_COMPUTER.test(ip)
        ? words.ownComputer
        : LOCAL_NETWORK.test(ip)
          ? words.localNetwork
          : null;
  return [region ?? near, ip].filter((one) => one !== null).join(' · ');
}

/** A browser and its system in a line. */
export function browserLine(
  { browser, os }: { browser: string | null; os: string | null },
  words: AccountWords,
): string {
  const known = [browser, os].filter((one) => one !== null && one !== 'unknown');
  return known.length === 0 ? words.unknownBrowser : known.join(' · ');
}
