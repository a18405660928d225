import type { IdentityProvider } from '@maqiao/shared';
import { meaningOfErrcode } from '../../wechat/errcodes.ts';
import { WechatError } from '../../wechat/wechat-error.ts';
import type { DiagnosisCode } from './diagnoses.ts';
import { found, type Finding } from './finding.ts';

const CODES: Readonly<
  Record<IdentityProvider, Readonly<Record<'busy' | 'refused' | 'address', DiagnosisCode>>>
> = {
  'wechat-mini-program': {
    busy: 'wechat_busy',
    refused: 'wechat_refused',
    address: 'wechat_refused_address',
  },
  'wechat-official-account': {
    busy: 'account_busy',
    refused: 'account_refused',
    address: 'account_refused_address',
  },
  // It has no IP list.
  'wechat-website': { busy: 'website_busy', refused: 'website_refused', address: 'website_refused' },
};

/**
 * What a failed call to WeChat means for the owner, in words that name the settings of that account.
 * @param host where WeChat was asked
 * @throws whatever is no failed call to WeChat
 */
export function refusalOf(error: unknown, host: string, account: IdentityProvider): Finding {
  if (!(error instanceof WechatError)) throw error;
  const { endpoint, errcode, callerAddress, code, hint } = error;
  if (errcode === undefined) return found('wechat_unreachable', { host, words: hint });
  const facts = { errcode, words: meaningOfErrcode(endpoint, errcode, account).words };
  if (code === 'wechat_busy') return found(CODES[account].busy, facts);
  return callerAddress === undefined
    ? found(CODES[account].refused, facts)
    : found(CODES[account].address, { ...facts, address: callerAddress });
}
