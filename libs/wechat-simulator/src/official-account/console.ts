/** A button of the account's menu, as `get_current_selfmenu_info` writes it. */
interface MenuButton {
  readonly type?: 'click' | 'view' | undefined;
  readonly name: string;
  readonly key?: string | undefined;
  readonly url?: string | undefined;
  readonly sub_button?: { readonly list: readonly MenuButton[] } | undefined;
}

/** What the console of an account that is in use holds: WeChat plays it as long as no push address is switched on. */
export interface ConsoleSettings {
  /** The text that greets a new follower; undefined: none. */
  readonly greeting?: string | undefined;
  /** Texts that answer a message which is exactly the keyword. */
  readonly keywords: Readonly<Record<string, string>>;
  readonly menu: readonly MenuButton[];
}

/** An account with nothing set. */
export const EMPTY_CONSOLE: ConsoleSettings = { keywords: {}, menu: [] };

/** The answer of `get_current_autoreply_info`. */
export function autoReplyInfo({ greeting, keywords }: ConsoleSettings): Record<string, unknown> {
  const list = Object.entries(keywords).map(([keyword, content], index) => ({
    rule_name: `rule-${index + 1}`,
    create_time: 1_423_028_166,
    reply_mode: 'reply_all',
    keyword_list_info: [{ type: 'text', match_mode: 'equal', content: keyword }],
    reply_list_info: [{ type: 'text', content }],
  }));
  return {
    is_add_friend_reply_open: greeting === undefined ? 0 : 1,
    is_autoreply_open: list.length > 0 ? 1 : 0,
    ...(greeting !== undefined && { add_friend_autoreply_info: { type: 'text', content: greeting } }),
    ...(list.length > 0 && { keyword_autoreply_info: { list } }),
  };
}

/** The answer of `get_current_selfmenu_info`. */
export function selfMenuInfo({ menu }: ConsoleSettings): Record<string, unknown> {
  return menu.length === 0 ? { is_menu_open: 0 } : { is_menu_open: 1, selfmenu_info: { button: menu } };
}
