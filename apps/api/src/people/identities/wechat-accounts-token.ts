/** Injection token of the accounts that are configured here. */
export const WECHAT_ACCOUNTS = Symbol('WECHAT_ACCOUNTS');
