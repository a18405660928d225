import type { SceneCode } from '@maqiao/shared';
import type { Settings } from '../../../config/settings.ts';

/** What the browser is told of it, which says what to do next. */
export function confirmOf(settings: Pick<Settings, 'wechat'>): Pick<SceneCode, 'confirm'> {
  return usesPage(settings) ? { confirm: 'page' } : {};
}

/** Whether people decide on the confirm page, and not in the chat. */
export function usesPage({ wechat }: Pick<Settings, 'wechat'>): boolean {
  return wechat.officialAccount?.confirm === 'page';
}
