import type { interactionPolicy } from 'oidc-provider';

/**
 * When a person is asked: as the engine has it, and once more when the client wants them to choose the account
 * (`prompt=select_account`, OpenID Connect Core 1.0 §3.1.2.1).
 */
export function interactionRules(policy: typeof interactionPolicy): interactionPolicy.DefaultPolicy {
  const rules = policy.base();
  rules.add(new policy.Prompt({ name: 'select_account', requestable: true }), 0);
  return rules;
}

/**
 * Reasons of the engine for which a living session is not enough: the person has to prove anew who they are, after the
 * request began.
 */
const WANTS_PROOF = ['login_prompt', 'max_age', 'id_token_hint', 'claims_id_token_sub_value'];

/** Whether these reasons of a `login` prompt ask for a fresh proof. */
export function wantsFreshProof(reasons: readonly string[]): boolean {
  return reasons.some((reason) => WANTS_PROOF.includes(reason));
}
