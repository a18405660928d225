import type { Settings } from '../../config/settings.ts';
import { checkPush } from './check-push.ts';
import { checkRedirectDomain } from './check-redirect-domain.ts';
import { checkVerifyFiles } from './check-verify-files.ts';
import type { Finding } from './finding.ts';

/**
 * Checks what the official account and the website app need of this server: the address of the event push, the domain that
 * people come back to, and the files by which WeChat checks domains.
 * @param isReached whether a server answers at PUBLIC_URL
 */
export async function checkChannels(settings: Settings, isReached: boolean): Promise<Finding[]> {
  const { officialAccount, verifyFiles } = settings.wechat;
  return [
    ...(officialAccount ? await checkPush(officialAccount, settings.publicUrl, isReached) : []),
    ...checkRedirectDomain(settings),
    ...(verifyFiles === undefined
      ? []
      : await checkVerifyFiles(verifyFiles, isReached ? settings.publicUrl : undefined)),
  ];
}
