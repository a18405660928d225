import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isLoopbackHost } from '../../platform/http/addresses.ts';
import { message } from '../../platform/operator-messages/messages.ts';
import { doctorMessages } from './doctor-messages.ts';
import type { Settings } from '../../config/settings.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { ask, reasonOf } from './ask.ts';
import { checkCertificate } from './check-certificate.ts';
import { checkForwarding } from './check-forwarding.ts';
import { checkProxy } from './check-proxy.ts';
import { checkServerClock } from './check-server-clock.ts';
import { checkSocket } from './check-socket.ts';
import type { ClockComparison } from './clock-comparison.ts';
import { found, type Finding } from './finding.ts';

interface AddressCheck {
  readonly settings: Settings;
  /** The secret of this installation, when it is to be had. */
  readonly secret: MaqiaoSecret | undefined;
  /** This machine's clock, compared with WeChat's if that answered. */
  readonly clock: ClockComparison;
  readonly now: () => number;
  /** Milliseconds for which a silent socket is watched. */
  readonly watchMs: number;
  /** Whether to stop where the server itself would have to answer. */
  readonly beforeStart: boolean;
}

/**
 * Takes the way that browsers and phones take to PUBLIC_URL, one step after the other; what cannot be looked at because
 * an earlier step failed is left out.
 */
export async function checkAddress({
  settings,
  secret,
  clock,
  now,
  watchMs,
  beforeStart,
}: AddressCheck): Promise<Finding[]> {
  const url = new URL(settings.publicUrl);
  const findings = checkForm(url, settings);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  try {
    await lookup(host);
  } catch (error) {
    return [...findings, found('name_unknown', { host, reason: reasonOf(error) })];
  }
  if (beforeStart) return findings;
  if (url.protocol === 'https:') {
    const certificate = await checkCertificate(url, now);
    findings.push(...certificate);
    if (certificate.some(({ severity }) => severity === 'fault')) return findings;
  }
  const answer = await checkAnswer(url);
  findings.push(...answer);
  if (answer.some(({ code }) => code !== 'public_url_ok' && code !== 'stores_away')) return findings;
  findings.push(...(await checkServerClock(settings.publicUrl, clock, now)));
  const forwarding = await checkForwarding(settings.publicUrl, secret);
  findings.push(...forwarding);
  if (secret && !forwarding.some(({ code }) => code === 'other_installation'))
    findings.push(...(await checkProxy(settings.publicUrl, secret)));
  findings.push(await checkSocket(settings.publicUrl, watchMs));
  return findings;
}

/** What can be said of the address without trying it. */
function checkForm(url: URL, { demo, publicUrl }: Settings): Finding[] {
  if (demo) return [];
  const host = url.hostname;
  const noName = isIP(host.replace(/^\[|\]$/g, '')) !== 0 || isLoopbackHost(host) || !host.includes('.');
  return [
    ...(url.protocol === 'http:' ? [found('public_url_plain')] : []),
    ...(noName ? [found('public_url_no_name', { host })] : [found('console_entry', { origin: publicUrl })]),
  ];
}

async function checkAnswer(url: URL): Promise<Finding[]> {
  const { origin } = url;
  try {
    const { status, headers, body } = await ask(`${origin}/livez`);
    const { location } = headers;
    if (status >= 300 && status < 400 && location !== undefined) {
      const target = URL.parse(location, origin)?.origin ?? message(doctorMessages.somewhere_else);
      return [found('redirected', { origin, target })];
    }
    if (!isAlive(status, body)) {
      // 502 and 504 are proxies' own; 503 is what those of deploy/ answer in their place.
      const proxy = [502, 503, 504].includes(status);
      return [found(proxy ? 'no_server_behind' : 'not_maqiao', { origin, status })];
    }
    const ready = await ask(`${origin}/readyz`);
    const stores = storesIn(ready.body);
    return ready.status === 503 && stores !== undefined
      ? [found('public_url_ok', { origin }), found('stores_away', { stores })]
      : [found('public_url_ok', { origin })];
  } catch (error) {
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
    return [found('not_reached', { host: url.hostname, port, reason: reasonOf(error) })];
  }
}

function isAlive(status: number, body: unknown): boolean {
  return (
    status === 200 && typeof body === 'object' && body !== null && 'status' in body && body.status === 'ok'
  );
}

/** The members `stores` and `reasons` of /readyz's problem document, as far as they are words of ours. */
function storesIn(body: unknown): string | undefined {
  const { stores, reasons } = (body ?? {}) as { stores?: unknown; reasons?: Record<string, unknown> };
  if (!Array.isArray(stores)) return undefined;
  return stores
    .filter((name: unknown): name is string => name === 'scenes' || name === 'database')
    .map((name) => {
      const reason = reasons?.[name];
      return typeof reason === 'string' && /^[a-z_]{1,20}$/.test(reason) ? `${name}: ${reason}` : name;
    })
    .join(', ');
}
