/** The account that the simulator plays. */
export interface Credentials {
  readonly appId: string;
  readonly appSecret: string;
}

/** The error number for an AppID and an AppSecret that do not fit, or undefined. */
export function credentialsRefusal(
  credentials: Credentials,
  appId: unknown,
  appSecret: unknown,
): 40013 | 40125 | 41002 | 41004 | undefined {
  if (appId === undefined || appId === null || appId === '') return 41002;
  if (appSecret === undefined || appSecret === null || appSecret === '') return 41004;
  if (appId !== credentials.appId) return 40013;
  return appSecret === credentials.appSecret ? undefined : 40125;
}
