import type { Settings } from '../../../config/settings.ts';

/** Whether people decide on the confirm page, and not in the chat. */
export function usesPage({ wechat }: Pick<Settings, 'wechat'>): boolean {
  return wechat.officialAccount?.confirm === 'page';
}
