/** An app id with its secret. */
export interface Credentials {
  readonly appId: string;
  readonly appSecret: string;
}

/** The number of a refusal for credentials. */
export type CredentialsErrcode = 40013 | 40125 | 41002 | 41004;

/** The error number for an AppID and an AppSecret that do not fit, or undefined. */
export function credentialsRefusal(
  credentials: Credentials,
  appId: unknown,
  appSecret: unknown,
): CredentialsErrcode | undefined {
  const found = withCredentials([credentials], appId, appSecret);
  return typeof found === 'number' ? found : undefined;
}

/** The one of these accounts whose AppID and AppSecret were given, or the error number. */
export function withCredentials<Account extends Credentials>(
  accounts: readonly Account[],
  appId: unknown,
  appSecret: unknown,
): Account | CredentialsErrcode {
  if (appId === undefined || appId === null || appId === '') return 41002;
  if (appSecret === undefined || appSecret === null || appSecret === '') return 41004;
  const account = accounts.find((candidate) => candidate.appId === appId);
  if (!account) return 40013;
  return appSecret === account.appSecret ? account : 40125;
}
