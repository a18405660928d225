import { UPLOAD_PATH } from '../../people/avatars/avatar-upload.ts';
import { PICTURE_AT_MOST } from '../../people/avatars/drawing/drawing-limits.ts';
import type { Fact } from '../../platform/operator-messages/messages.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { askProxyProbe } from './ask-proxy-probe.ts';
import { ask, reasonOf, type Asked } from './ask.ts';
import type { DiagnosisCode } from './diagnoses.ts';
import { found, type Facts, type Finding } from './finding.ts';
import { PROXY_PROBE_PATH } from './proxy-probe.ts';

/** The largest body of JSON that a call takes (platform/http/json-only.ts). */
const JSON_BYTES = 16 * 1024;
/** What browsers send of a domain with many cookies; nginx takes 8 KiB in a line. */
const COOKIE_BYTES = 6 * 1024;

/** One call of the doctor's. */
interface Probe {
  readonly method: string;
  readonly path?: string;
  readonly body?: Buffer;
  readonly cookie?: string;
}

/** Why a call did not arrive whole: the status that came instead, or the code of what broke. */
interface Refusal {
  readonly status: Fact;
}

/**
 * Tries through PUBLIC_URL what firewalls, CDNs and proxies like to refuse: methods, long bodies, pictures, long cookies.
 * To be asked only when the server has taken this doctor's credential already.
 */
export async function checkProxy(origin: string, secret: MaqiaoSecret): Promise<Finding[]> {
  const json = (length: number) => Buffer.from(JSON.stringify({ filler: 'a'.repeat(length - 13) }));
  const small = json(20);
  for (const path of [PROXY_PROBE_PATH, `${PROXY_PROBE_PATH}/delete`]) {
    const refusal = await send(origin, secret, { method: 'POST', path, body: small });
    if (refusal) return [found('post_refused', { status: refusal.status })];
  }

  const findings: Finding[] = [];
  const check = async (code: DiagnosisCode, probe: Probe, facts: Facts = {}) => {
    const refusal = await send(origin, secret, probe);
    if (refusal) findings.push(found(code, { status: refusal.status, ...facts }));
  };
  await check('json_refused', { method: 'POST', body: json(JSON_BYTES) }, { kib: JSON_BYTES / 1024 });
  const picture = await sendPicture(origin);
  if (picture) findings.push(found('picture_refused', { status: picture.status }));
  const cookie = `filler=${'a'.repeat(COOKIE_BYTES - 7)}`;
  await check('cookie_refused', { method: 'GET', cookie }, { kib: COOKIE_BYTES / 1024 });
  if (findings.length === 0) findings.push(found('calls_ok'));

  const methods: string[] = [];
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    if (await send(origin, secret, { method, body: small })) methods.push(method);
  }
  if (methods.length > 0) findings.push(found('methods_refused', { methods: methods.join(', ') }));
  return findings;
}

/** @returns undefined when the call arrived whole */
async function send(
  origin: string,
  secret: MaqiaoSecret,
  { method, path, body, cookie }: Probe,
): Promise<Refusal | undefined> {
  try {
    const headers = cookie === undefined ? undefined : { Cookie: cookie };
    const probe = { method, ...(headers && { headers }), ...(path && { path }), ...(body && { body }) };
    const { status, answer } = await askProxyProbe(origin, secret, probe);
    const isWhole =
      answer?.method === method &&
      answer.bodyBytes === (body?.length ?? 0) &&
      answer.cookieBytes === (cookie?.length ?? 0);
    return isWhole ? undefined : { status: String(status) };
  } catch (error) {
    return { status: reasonOf(error) };
  }
}

/**
 * Sends 2 MiB of a picture to where pictures go, since proxies allow more there than elsewhere. It comes without a
 * session, so that Maqiao refuses it after it has read it. @returns undefined when it arrived
 */
async function sendPicture(origin: string): Promise<Refusal | undefined> {
  const body = Buffer.alloc(PICTURE_AT_MOST);
  body.set([0xff, 0xd8, 0xff, 0xe0]);
  const headers = { 'Content-Type': 'image/jpeg', 'Content-Length': String(body.length) };
  try {
    const answer = await ask(origin + UPLOAD_PATH, headers, { method: 'POST', body });
    return answer.status === 401 && isProblem(answer) ? undefined : { status: String(answer.status) };
  } catch (error) {
    return { status: reasonOf(error) };
  }
}

function isProblem({ headers }: Asked): boolean {
  return headers['content-type']?.startsWith('application/problem+json') === true;
}
