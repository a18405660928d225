import type { Settings } from '../config/settings.ts';
import type { MiniProgramSettings } from '../config/wechat-account-settings.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { wechatMessages } from './wechat-messages.ts';

/** @throws ApiError `wechat_misconfigured` where a mini program calls a server that is set up without one */
export function requireMiniProgram({ wechat }: Pick<Settings, 'wechat'>): MiniProgramSettings {
  if (wechat.miniProgram !== undefined) return wechat.miniProgram;
  throw noMiniProgram();
}

export function noMiniProgram(): ApiError {
  return new ApiError('wechat_misconfigured', { operatorHint: localize(wechatMessages.no_mini_program) });
}
