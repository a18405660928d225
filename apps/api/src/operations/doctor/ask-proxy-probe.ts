import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { ask } from './ask.ts';
import { serverTime } from './check-server-clock.ts';
import { doctorCredential } from './doctor-credential.ts';
import { PROXY_PROBE_PATH, proxyProbeAnswer, type ProxyProbeAnswer } from './proxy-probe.ts';

/** A call to the proxy probe; without members a GET without a body. */
interface ProxyProbe {
  readonly method?: string;
  /** Where it is not the probe's own: of a POST twin. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/**
 * Calls the proxy probe of the server at `origin`.
 * @returns the status that came, and the probe's answer where it is one
 * @throws Error with a `code` when nothing answers
 */
export async function askProxyProbe(
  origin: string,
  secret: MaqiaoSecret,
  { method = 'GET', path = PROXY_PROBE_PATH, headers = {}, body }: ProxyProbe = {},
): Promise<{ readonly status: number; readonly answer: ProxyProbeAnswer | undefined }> {
  // The credential holds the server's time, and its clock may differ from ours. An older server sends it in the Date
  // header only, where a proxy may write its own.
  const alive = await ask(`${origin}/livez`);
  const time = serverTime(alive) ?? (Date.parse(alive.headers.date ?? '') || Date.now());
  const length = body && { 'Content-Type': 'application/json', 'Content-Length': String(body.length) };
  const asked = await ask(
    origin + path,
    { ...headers, ...length, Authorization: doctorCredential(secret, time) },
    { method, ...(body && { body }) },
  );
  const answer = asked.status === 200 ? proxyProbeAnswer.safeParse(asked.body).data : undefined;
  return { status: asked.status, answer };
}
