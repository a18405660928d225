import { z } from 'zod';
import { UPLOAD_PATH } from '../../people/avatars/avatar-upload.ts';
import { PICTURE_AT_MOST } from '../../people/avatars/drawing/drawing-limits.ts';
import type { Fact } from '../../platform/operator-messages/messages.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { arrivalCredential } from './arrival.ts';
import { ask, reasonOf, type Asked } from './ask.ts';
import type { DiagnosisCode } from './diagnoses.ts';
import { found, type Facts, type Finding } from './finding.ts';
import { PROXY_PROBE_PATH, type ProbeArrival } from './proxy-probe.ts';

/** The largest body of JSON that a call takes (common/json-only.ts). */
const JSON_BYTES = 16 * 1024;
/** What browsers send of a domain with many cookies; nginx takes 8 KiB in a line. */
const COOKIE_BYTES = 6 * 1024;

const probeArrival = z.object({
  method: z.string(),
  bodyBytes: z.int(),
  cookieBytes: z.int(),
}) satisfies z.ZodType<ProbeArrival>;

/** One call of the doctor's. */
interface Probe {
  readonly method: string;
  readonly path?: string;
  readonly body?: Buffer;
  readonly cookie?: string;
}

/** What became of a probe. `status`: what came in its place, or the code of what broke. */
type Outcome = { readonly kind: 'arrived' | 'older' } | { readonly kind: 'refused'; readonly status: Fact };

/**
 * Tries through PUBLIC_URL what firewalls, CDNs and proxies like to refuse: methods, long bodies, pictures, long cookies.
 * To be asked only when the server has taken this doctor's credential already.
 */
export async function checkProxy(origin: string, secret: MaqiaoSecret): Promise<Finding[]> {
  const json = (length: number) => Buffer.from(JSON.stringify({ filler: 'a'.repeat(length - 13) }));
  const small = json(20);
  for (const path of [PROXY_PROBE_PATH, `${PROXY_PROBE_PATH}/delete`]) {
    const outcome = await send(origin, secret, { method: 'POST', path, body: small });
    if (outcome.kind === 'older') return [found('proxy_unchecked', { origin })];
    if (outcome.kind === 'refused') return [found('post_refused', { status: outcome.status })];
  }

  const findings: Finding[] = [];
  const check = async (code: DiagnosisCode, probe: Probe, facts: Facts = {}) => {
    const outcome = await send(origin, secret, probe);
    if (outcome.kind === 'refused') findings.push(found(code, { status: outcome.status, ...facts }));
  };
  await check('json_refused', { method: 'POST', body: json(JSON_BYTES) }, { kib: JSON_BYTES / 1024 });
  const picture = await sendPicture(origin);
  if (picture.kind === 'refused') findings.push(found('picture_refused', { status: picture.status }));
  const cookie = `filler=${'a'.repeat(COOKIE_BYTES - 7)}`;
  await check('cookie_refused', { method: 'GET', cookie }, { kib: COOKIE_BYTES / 1024 });
  if (findings.length === 0) findings.push(found('calls_ok'));

  const methods: string[] = [];
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    const { kind } = await send(origin, secret, { method, body: small });
    if (kind === 'refused') methods.push(method);
  }
  if (methods.length > 0) findings.push(found('methods_refused', { methods: methods.join(', ') }));
  return findings;
}

async function send(
  origin: string,
  secret: MaqiaoSecret,
  { method, path = PROXY_PROBE_PATH, body, cookie }: Probe,
): Promise<Outcome> {
  let answer: Asked;
  try {
    // By the server's clock, which may be another machine's.
    const { headers } = await ask(`${origin}/livez`);
    const time = Date.parse(headers.date ?? '') || Date.now();
    answer = await ask(
      origin + path,
      {
        Authorization: arrivalCredential(secret, time),
        ...(body && { 'Content-Type': 'application/json', 'Content-Length': String(body.length) }),
        ...(cookie && { Cookie: cookie }),
      },
      { method, ...(body && { body }) },
    );
  } catch (error) {
    return { kind: 'refused', status: reasonOf(error) };
  }
  const { status } = answer;
  const arrived = status === 200 ? probeArrival.safeParse(answer.body).data : undefined;
  if (!arrived) return isOurs(answer) ? { kind: 'older' } : { kind: 'refused', status: String(status) };
  const whole =
    arrived.method === method &&
    arrived.bodyBytes === (body?.length ?? 0) &&
    arrived.cookieBytes === (cookie?.length ?? 0);
  return whole ? { kind: 'arrived' } : { kind: 'refused', status: String(status) };
}

/** A picture in the place of pictures, where proxies take more, and by nobody: Maqiao refuses it when it has read it. */
async function sendPicture(origin: string): Promise<Outcome> {
  const body = Buffer.alloc(PICTURE_AT_MOST);
  body.set([0xff, 0xd8, 0xff, 0xe0]);
  const headers = { 'Content-Type': 'image/jpeg', 'Content-Length': String(body.length) };
  try {
    const answer = await ask(origin + UPLOAD_PATH, headers, { method: 'POST', body });
    const { status } = answer;
    return status === 401 && isProblem(answer)
      ? { kind: 'arrived' }
      : { kind: 'refused', status: String(status) };
  } catch (error) {
    return { kind: 'refused', status: reasonOf(error) };
  }
}

/** Whether it is Maqiao that refuses: 404 or 405, as it knows no such call. */
function isOurs(answer: Asked): boolean {
  return isProblem(answer) && (answer.status === 404 || answer.status === 405);
}

function isProblem({ headers }: Asked): boolean {
  return headers['content-type']?.startsWith('application/problem+json') === true;
}
