import { z } from 'zod';

/** The call by which the doctor finds out what proxies in front change or refuse: GET, PUT, PATCH, DELETE, and POST. */
export const PROXY_PROBE_PATH = '/api/proxy-probe';

/** More addresses than any chain of proxies adds. */
export const MOST_ADDRESSES = 20;
/** Longer than any address with a port. */
export const LONGEST_ADDRESS = 64;

const address = z.string().max(LONGEST_ADDRESS);

/** A call as it reached the server. */
export const proxyProbeAnswer = z.object({
  method: z.string(),
  /** Length of the body, as it was read. */
  bodyBytes: z.int(),
  /** Length of the Cookie header. */
  cookieBytes: z.int(),
  /** The address that limits and nearness would go by; null when what stands there is none. */
  ip: address.nullable(),
  /** The addresses in X-Forwarded-For, as they came. */
  forwardedFor: z.array(address).max(MOST_ADDRESSES),
  /** Headers that name the caller too, and that Maqiao does not read. */
  otherHeaders: z.array(z.enum(['x-real-ip', 'forwarded'])),
  /** TRUST_PROXY of the server that answered. */
  trustProxy: z.int(),
});

export type ProxyProbeAnswer = z.infer<typeof proxyProbeAnswer>;
