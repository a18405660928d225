import type { interactionPolicy } from 'oidc-provider';
import { currentOidcCall } from './oidc-call.ts';

/**
 * When a person is asked: as the engine has it; and for `max_age=0`, which means `prompt=login`, also within the second
 * of the last proof; when the session has ended since they were asked; and when the client wants them to choose the account (`prompt=select_account`, OpenID Connect
 * Core 1.0 §3.1.2.1).
 */
export function interactionRules(policy: typeof interactionPolicy): interactionPolicy.DefaultPolicy {
  const rules = policy.base();
  const asking = (wanted: boolean) => (wanted ? policy.Check.REQUEST_PROMPT : policy.Check.NO_NEED_TO_PROMPT);
  const login = rules.get('login')?.checks;
  login?.add(
    new policy.Check('max_age_zero', 'a fresh sign-in is asked for', 'login_required', ({ oidc }) =>
      asking(Number(oidc.params?.max_age ?? 1) === 0 && oidc.result?.login === undefined),
    ),
  );
  // The engine takes the answer of the interaction for a proof of its own.
  login?.add(
    new policy.Check('session_ended', 'the session has ended meanwhile', 'login_required', ({ oidc }) =>
      asking(
        oidc.result?.login !== undefined &&
          oidc.result.login.accountId !== currentOidcCall()?.session?.userId,
      ),
    ),
  );
  rules.add(new policy.Prompt({ name: 'select_account', requestable: true }), 0);
  return rules;
}

/**
 * Reasons of the engine for which a living session is not enough: the person has to prove anew who they are, after the
 * request began.
 */
const WANTS_PROOF = ['login_prompt', 'max_age', 'max_age_zero', 'id_token_hint', 'claims_id_token_sub_value'];

/** Whether these reasons of a `login` prompt ask for a fresh proof. */
export function wantsFreshProof(reasons: readonly string[]): boolean {
  return reasons.some((reason) => WANTS_PROOF.includes(reason));
}
