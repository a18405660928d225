/** The environment that every contestant gets. */
export const {
  DATABASE_URL = '',
  PUBLIC_URL = '',
  WECHAT_API_BASE_URL = '',
  WECHAT_APP_ID = '',
  WECHAT_APP_SECRET = '',
} = process.env;

/** Milliseconds that a state of a login attempt may last. */
export const LIFETIMES = { pending: 180_000, scanned: 120_000, delivery: 60_000, terminal: 120_000 };

/** Seconds an access token, and an unclaimed session, lives. */
export const TOKEN_SECONDS = 600;
