import type { Copy } from '../words/copy.ts';
import type { SlowPart } from './login-state.ts';

/** Says what is slow. */
export function slowWords(part: SlowPart, copy: Copy): string {
  return part === 'wechat' ? copy.slowWechat : copy.slowSite;
}
