import type { IdentityRow } from '../../platform/database/tables.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import type { ProvenIdentity } from './proven-identity.ts';

/** Seals WeChat's session key to the identity's row. @returns undefined when the proof has none */
export function sealSessionKey(secret: MaqiaoSecret, proven: ProvenIdentity): string | undefined {
  if (proven.sessionKey === undefined) return undefined;
  return secret.seal(
    'session-key',
    bindingOf(proven.provider, proven.appId, proven.subject),
    proven.sessionKey,
  );
}

/**
 * The session key of an identity; null when there is none. Until migration 0007 keys were bound to the user's id, and
 * a migration has no secret to seal them again: such a key opens with that id until the next sign-in replaces it.
 * @throws Error when it was sealed for another row, or with another secret
 */
export function openSessionKey(
  secret: MaqiaoSecret,
  row: Pick<IdentityRow, 'provider' | 'app_id' | 'subject' | 'user_id' | 'session_key_sealed'>,
): string | null {
  const { session_key_sealed: sealed } = row;
  if (sealed === null) return null;
  try {
    return secret.open('session-key', bindingOf(row.provider, row.app_id, row.subject), sealed);
  } catch {
    return secret.open('session-key', row.user_id, sealed);
  }
}

/** A different text for each row, whatever characters the parts contain. */
function bindingOf(provider: string, appId: string, subject: string): string {
  return JSON.stringify([provider, appId, subject]);
}
