import { z } from 'zod';
import { isLoopbackHost } from '../../platform/http/addresses.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { arrivalCredential, ARRIVAL_PATH, type Arrival } from './arrival.ts';
import { ask } from './ask.ts';
import { serverTime } from './check-server-clock.ts';
import { found, type Finding } from './finding.ts';

/** An address of RFC 5737 that nobody has. */
export const FORGED = '192.0.2.77';

const arrival = z.object({
  ip: z.string().max(64).nullable(),
  forwardedFor: z.array(z.string().max(64)).max(20),
  otherHeaders: z.array(z.enum(['x-real-ip', 'forwarded'])),
  trustProxy: z.int(),
}) satisfies z.ZodType<Arrival>;

/**
 * Asks the server how our calls arrive, once as they are and once with a made-up X-Forwarded-For: then it shows whose
 * word counts, whatever stands between.
 */
export async function checkArrival(origin: string, secret: MaqiaoSecret | undefined): Promise<Finding[]> {
  if (secret === undefined) return [found('arrival_unchecked')];
  const plain = await arrivalOf(origin, secret);
  const forged = plain && (await arrivalOf(origin, secret, { 'X-Forwarded-For': FORGED }));
  if (!plain || !forged) return [found('other_installation', { origin })];
  return [forwardingOf(origin, plain, forged)];
}

/**
 * What two calls to `origin` say about the proxies: one as it is, and one that brought {@link FORGED} as its
 * X-Forwarded-For.
 */
export function forwardingOf(origin: string, plain: Arrival, forged: Arrival): Finding {
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
function withoutForwarding(origin: string, { trustProxy: trust, otherHeaders }: Arrival): Finding {
  if (otherHeaders.length > 0)
    return found('forwarding_elsewhere', { headers: otherHeaders.join(', '), trust });
  if (trust > 0) return found('forwarding_missing', { trust });
  const { protocol, hostname } = new URL(origin);
  const proxied = protocol === 'https:' && !isLoopbackHost(hostname);
  return proxied ? found('proxy_silent', { trust }) : found('forwarding_ok', { trust });
}

/** Undefined when the server does not know us. */
async function arrivalOf(
  origin: string,
  secret: MaqiaoSecret,
  headers: Record<string, string> = {},
): Promise<Arrival | undefined> {
  // By the server's clock, which may be another machine's. A server older than this doctor tells it in no other way than
  // in the header, and there a proxy may write its own.
  const alive = await ask(`${origin}/livez`);
  const time = serverTime(alive) ?? (Date.parse(alive.headers.date ?? '') || Date.now());
  const Authorization = arrivalCredential(secret, time);
  const { status, body } = await ask(origin + ARRIVAL_PATH, { ...headers, Authorization });
  return status === 200 ? arrival.safeParse(body).data : undefined;
}
