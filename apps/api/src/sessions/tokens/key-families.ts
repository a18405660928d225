import type { Settings } from '../../config/settings.ts';
import { CLOCK_LEEWAY_SECONDS } from './access-token-rules.ts';
import type { KeyFamily } from './signing-keys.ts';

/** Injection token of the `SigningKeys` of {@link rsaKeyFamily}: there are none before the first client. */
export const RSA_SIGNING_KEYS = Symbol('RSA_SIGNING_KEYS');

/** Keys of access tokens, and of ID tokens for clients that ask for ES256. */
export function ecKeyFamily(settings: Settings): KeyFamily {
  return { algorithm: 'ES256', table: 'signing_keys', outlivesSuccessionMs: outlives(settings) };
}

/** Keys of ID tokens: RS256 is what every OpenID Connect client understands. */
export function rsaKeyFamily(settings: Settings): KeyFamily {
  return { algorithm: 'RS256', table: 'rsa_signing_keys', outlivesSuccessionMs: outlives(settings) };
}

/** As long as a session lives its client may send the ID token back (`id_token_hint`, RP-Initiated Logout 1.0 §4). */
function outlives({ sessions }: Settings): number {
  return sessions.max + CLOCK_LEEWAY_SECONDS * 1000 + 30_000;
}
