import type { AccessTokens } from '../access-tokens.ts';
import type { Credentials } from './credentials.ts';

/** A mini program or an official account with its own access tokens. */
export interface TokenAccount extends Credentials {
  readonly tokens: AccessTokens;
}

/**
 * The error number for an access token at a call of `account`, or undefined. A token that works for another of the
 * accounts is 48001.
 */
export function tokenRefusal(
  account: TokenAccount | undefined,
  accounts: readonly TokenAccount[],
  token: string | null,
): number | undefined {
  if (!token) return 41001;
  const refusal = account ? account.tokens.refusal(token) : 40001;
  if (refusal !== 40001) return refusal;
  const foreign = accounts.some((other) => other !== account && other.tokens.refusal(token) === undefined);
  return foreign ? 48001 : refusal;
}
