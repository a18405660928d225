import { isLoopbackHost } from '../../platform/http/addresses.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { askProxyProbe } from './ask-proxy-probe.ts';
import { found, type Finding } from './finding.ts';
import type { ProxyProbeAnswer } from './proxy-probe.ts';

/** An address for documentation (RFC 5737), which nobody has. */
export const FORGED = '192.0.2.77';

/** What of a call shows how the proxies forward it. */
export type Forwarding = Pick<ProxyProbeAnswer, 'ip' | 'forwardedFor' | 'otherHeaders' | 'trustProxy'>;

/**
 * Calls the proxy probe twice, once as it is and once with a made-up X-Forwarded-For: the two answers show which proxy's
 * address the server takes, whatever stands between.
 */
export async function checkForwarding(origin: string, secret: MaqiaoSecret | undefined): Promise<Finding[]> {
  if (secret === undefined) return [found('forwarding_unchecked')];
  const { answer: plain } = await askProxyProbe(origin, secret);
  const forged =
    plain && (await askProxyProbe(origin, secret, { headers: { 'X-Forwarded-For': FORGED } })).answer;
  if (!plain || !forged) return [found('other_installation', { origin })];
  return [forwardingOf(origin, plain, forged)];
}

/**
 * Judges the proxies by two calls to `origin`: one as it is, and one that was sent with {@link FORGED} as its
 * X-Forwarded-For.
 */
export function forwardingOf(origin: string, plain: Forwarding, forged: Forwarding): Finding {
  // Each proxy adds one address: the first of them ours, those behind it the proxy in front of them.
  const proxies = plain.forwardedFor.length;
  const trust = plain.trustProxy;
  if (proxies === 0) return withoutForwarding(origin, plain);
  if (trust === 0) return found('trust_proxy_zero', { proxies });
  if (forged.ip === FORGED) return found('address_forgeable', { trust, proxies });
  if (trust < proxies) return found('trust_proxy_low', { trust, proxies });
  if (trust > proxies) return found('trust_proxy_high', { trust, proxies });
  if (plain.ip === null) return found('address_unreadable', { trust });
  return found('forwarding_ok', { trust });
}

/** No X-Forwarded-For arrives: as it should be without a proxy, of which https is a sure sign. */
function withoutForwarding(origin: string, { trustProxy: trust, otherHeaders }: Forwarding): Finding {
  if (otherHeaders.length > 0)
    return found('forwarding_elsewhere', { headers: otherHeaders.join(', '), trust });
  if (trust > 0) return found('forwarding_missing', { trust });
  const { protocol, hostname } = new URL(origin);
  const proxied = protocol === 'https:' && !isLoopbackHost(hostname);
  return proxied ? found('proxy_silent', { trust }) : found('forwarding_ok', { trust });
}
