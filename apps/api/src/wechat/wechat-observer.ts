import type { ErrorCode } from '@maqiao/shared';
import type { WechatEndpoint } from './endpoints.ts';

/** How a call to WeChat ended: a closed list, fit to be a metric's label. */
export type WechatOutcome = 'ok' | 'stale_access_token' | ErrorCode;

/** Called for every call to WeChat, for metrics. It must not throw. */
export interface WechatObserver {
  call(endpoint: WechatEndpoint, outcome: WechatOutcome, seconds: number): void;
}

/** Injection token of {@link WechatObserver}. Optional. */
export const WECHAT_OBSERVER = Symbol('WECHAT_OBSERVER');
