import type { Settings } from '../../config/settings.ts';
import { ask, reasonOf, type Asked } from './ask.ts';
import { found, type Finding } from './finding.ts';

/** As a browser asks for a page. */
const NAVIGATION = { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate' };

/**
 * Visits each site of FORWARD_AUTH_HOSTS through its proxy, as somebody who is signed in nowhere: is this server asked,
 * and does it learn which site that is? It begins a sign-in at each, which nobody finishes.
 */
export async function checkSites({
  publicUrl,
  protectedHosts,
}: Pick<Settings, 'publicUrl' | 'protectedHosts'>): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { host } of protectedHosts) {
    try {
      findings.push(await checkSite(host, publicUrl));
    } catch (error) {
      findings.push(found('site_not_reached', { host, reason: reasonOf(error) }));
    }
  }
  return findings;
}

async function checkSite(host: string, publicUrl: string): Promise<Finding> {
  const origin = `${new URL(publicUrl).protocol}//${host}`;
  const begun = await ask(`${origin}/.maqiao/sign-in`, { Accept: 'application/json' });
  const status = String(begun.status);
  if (codeOf(begun) === 'host_not_protected') return found('site_unnamed', { host });
  if (begun.headers.location?.startsWith(`${publicUrl}/forward-auth/sign-in/`) !== true)
    return found('site_path_not_passed', { host, status });
  return judge(host, await ask(`${origin}/`, NAVIGATION));
}

/** @param page what a visitor gets who is signed in nowhere */
function judge(host: string, page: Asked): Finding {
  const status = String(page.status);
  if (page.status < 300) return found('site_open', { host, status });
  const isRefused = codeOf(page) === 'host_not_protected' || page.status >= 500;
  return isRefused ? found('site_check_fails', { host, status }) : found('site_ok', { host });
}

/** The code of a problem document of ours. */
function codeOf({ body }: Asked): unknown {
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
}
