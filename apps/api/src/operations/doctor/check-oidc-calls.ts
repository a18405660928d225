import type { Fact } from '../../platform/operator-messages/messages.ts';
import { ask, reasonOf, type Asked } from './ask.ts';
import { found, type Finding } from './finding.ts';

/** A client that is none: its calls are refused, and how they are refused shows what of them has arrived. */
const NOBODY = 'maqiao-doctor';

/**
 * Makes the calls of a client through PUBLIC_URL: discovery, keys, and two to the token endpoint that cannot succeed.
 * @param clients how many are registered
 */
export async function checkOidcCalls(origin: string, clients: number): Promise<Finding[]> {
  const discovery = await checkDiscovery(origin);
  if (discovery !== undefined) return [discovery];
  const keys = await asked(`${origin}/oidc/jwks`);
  if (!isAnswer(keys) || !Array.isArray(memberOf(keys, 'keys')))
    return [found('oidc_not_passed', { origin, status: statusOf(keys) })];
  const findings = [...(await checkHeader(origin)), ...(await checkForm(origin))];
  return findings.length === 0 ? [found('oidc_ok', { issuer: origin, clients })] : findings.slice(0, 1);
}

/** @returns what is wrong with it */
async function checkDiscovery(origin: string): Promise<Finding | undefined> {
  const answer = await asked(`${origin}/.well-known/openid-configuration`);
  const issuer = memberOf(answer, 'issuer');
  if (issuer === origin) return undefined;
  if (typeof issuer === 'string' && /^https?:\/\/[\w.:[\]/-]{1,300}$/.test(issuer))
    return found('issuer_other', { issuer, origin });
  // The server's own words: only it answers so, and only without a client.
  if (isAnswer(answer) && answer.status === 404 && memberOf(answer, 'code') === 'not_found')
    return found('oidc_none_running');
  return found('well_known_not_passed', { origin, status: statusOf(answer) });
}

/** RFC 6749 §5.2: a client that is not known is 401 `invalid_client`, and no client at all 400 `invalid_request`. */
async function checkHeader(origin: string): Promise<Finding[]> {
  const basic = Buffer.from(`${NOBODY}:nothing`).toString('base64');
  const answer = await sendForm(origin, 'grant_type=authorization_code', { Authorization: `Basic ${basic}` });
  return refusalOf(answer) === 'invalid_request'
    ? [found('oidc_header_lost', { origin })]
    : others(origin, answer);
}

async function checkForm(origin: string): Promise<Finding[]> {
  const answer = await sendForm(origin, `grant_type=authorization_code&client_id=${NOBODY}`);
  return refusalOf(answer) === 'invalid_request'
    ? [found('oidc_form_lost', { origin })]
    : others(origin, answer);
}

function others(origin: string, answer: Asked | Fact): Finding[] {
  return refusalOf(answer) === 'invalid_client'
    ? []
    : [found('oidc_not_passed', { origin, status: statusOf(answer) })];
}

function refusalOf(answer: Asked | Fact): unknown {
  return isAnswer(answer) && (answer.status === 400 || answer.status === 401)
    ? memberOf(answer, 'error')
    : undefined;
}

function sendForm(origin: string, form: string, headers: Record<string, string> = {}): Promise<Asked | Fact> {
  const type = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': String(form.length) };
  return asked(`${origin}/oidc/token`, { ...headers, ...type }, { method: 'POST', body: Buffer.from(form) });
}

/** The answer, or why there is none. */
async function asked(...call: Parameters<typeof ask>): Promise<Asked | Fact> {
  try {
    return await ask(...call);
  } catch (error) {
    return reasonOf(error);
  }
}

function isAnswer(answer: Asked | Fact): answer is Asked {
  return typeof answer === 'object' && 'status' in answer;
}

function statusOf(answer: Asked | Fact): Fact {
  return isAnswer(answer) ? String(answer.status) : answer;
}

function memberOf(answer: Asked | Fact, name: string): unknown {
  if (!isAnswer(answer) || typeof answer.body !== 'object' || answer.body === null) return undefined;
  return (answer.body as Record<string, unknown>)[name];
}
