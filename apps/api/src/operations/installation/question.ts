import type { OperatorMessage } from '../../platform/operator-messages/messages.ts';

/** Settings that are asked for. */
type AskedSetting =
  | 'WECHAT_APP_ID'
  | 'WECHAT_APP_SECRET'
  | 'WECHAT_OFFICIAL_ACCOUNT_APP_ID'
  | 'WECHAT_OFFICIAL_ACCOUNT_APP_SECRET'
  | 'WECHAT_OFFICIAL_ACCOUNT_ID'
  | 'WECHAT_OFFICIAL_ACCOUNT_TOKEN'
  | 'WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY'
  | 'WECHAT_OFFICIAL_ACCOUNT_NAME'
  | 'WECHAT_OFFICIAL_ACCOUNT_CODE_FILE'
  | 'WECHAT_WEBSITE_APP_ID'
  | 'WECHAT_WEBSITE_APP_SECRET'
  | 'PUBLIC_URL'
  | 'SITE_NAME'
  | 'WECHAT_ENV_VERSION';

/**
 * What the owner answers before the first start. `ways`: what they have at WeChat, as `sign-in-ways.ts` normalizes it;
 * `proxy`: whether a proxy on this machine receives the requests, `yes` or `no`.
 */
export type Answers = Readonly<Partial<Record<AskedSetting | 'ways' | 'proxy', string>>> & {
  readonly PUBLIC_URL: string;
};

export interface Question {
  readonly name: keyof Answers;
  /** The option of the command line that answers it. */
  readonly option: string;
  readonly asks: OperatorMessage;
  /** Never shown, not even while it is typed. */
  readonly secret?: true;
  /** Makes an answer for the owner who has none. */
  readonly makes?: () => string;
  /** Names a file, by a path that is relative to the folder of Maqiao. */
  readonly isFile?: true;
  /** A valid value while it is not answered: the settings schema checks all settings together. */
  readonly placeholder?: string;
  /** May stay without an answer. */
  readonly optional?: true;
  /** Normalizes a typed or given answer. */
  readonly normalize?: (answer: string) => string;
  /** The answer to offer when nothing is set yet. */
  readonly defaultAnswer?: (answers: Partial<Answers>) => string | undefined;
  /** Whether to ask, by the answers so far; always unless given. */
  readonly applies?: (answers: Partial<Answers>) => boolean;
}
