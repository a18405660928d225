import type { OfficialAccount } from '../official-account/official-account.ts';
import { type TokenAccount, tokenRefusal } from './account-tokens.ts';
import {
  JSON_CONTENT_TYPE,
  type WireCall,
  type WireEndpoint,
  type WireResult,
  failure,
} from './wire-call.ts';

/** The official account that is simulated, with its tokens; undefined: there is none. */
export interface SimulatedOfficialAccount extends TokenAccount {
  readonly account: OfficialAccount;
}

/** What calls with an access token of the official account need. */
export interface OfficialAccountSurroundings {
  readonly officialAccount: SimulatedOfficialAccount | undefined;
  /** All accounts that have access tokens. */
  readonly accounts: readonly TokenAccount[];
}

/** A call of the official account's: its method and its access token are checked before `answer` is asked. */
export function officialAccountEndpoint(
  surroundings: OfficialAccountSurroundings,
  path: string,
  method: 'GET' | 'POST',
  parameters: WireEndpoint['parameters'],
  answer: (call: WireCall, account: OfficialAccount) => WireResult,
): WireEndpoint {
  const { officialAccount, accounts } = surroundings;
  return {
    path,
    failureContentType: JSON_CONTENT_TYPE,
    failureSeparator: ' ',
    parameters,
    answer(call) {
      if (call.method !== method) return failure(method === 'GET' ? 43001 : 43002);
      const refusal = tokenRefusal(officialAccount, accounts, call.query.get('access_token'));
      if (refusal !== undefined || !officialAccount) return failure(refusal ?? 48001);
      return answer(call, officialAccount.account);
    },
  };
}
