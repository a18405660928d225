import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';

/** Where the doctor asks how its calls arrive. */
export const ARRIVAL_PATH = '/api/arrival';

/** How a call looked when it reached the server. */
export interface Arrival {
  /** The address that limits and nearness would go by; null when what stands there is none. */
  readonly ip: string | null;
  /** The addresses in X-Forwarded-For, as they came. */
  readonly forwardedFor: readonly string[];
  /** Headers that name the caller too, and that Maqiao does not read: `x-real-ip`, `forwarded`. */
  readonly otherHeaders: readonly string[];
  /** TRUST_PROXY of the server that answered. */
  readonly trustProxy: number;
}

const SCHEME = 'Maqiao-Doctor';
const VALID_MS = 60_000;

/** A credential that only a holder of this installation's secret can write; good for a minute around `time`. */
export function arrivalCredential(secret: MaqiaoSecret, time: number): string {
  return `${SCHEME} ${time}.${secret.mac('doctor', String(time))}`;
}

/** The parts of a credential when its time is right; the mac is still to be compared. */
export function readCredential(header: string | undefined, now: number): { time: string } | undefined {
  const [, time = ''] = /^Maqiao-Doctor (\d{13})\.[A-Za-z0-9_-]{43}$/.exec(header ?? '') ?? [];
  return time !== '' && Math.abs(now - Number(time)) <= VALID_MS ? { time } : undefined;
}
