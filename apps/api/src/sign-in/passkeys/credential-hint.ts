import type { PasskeyRow } from '../../platform/database/tables.ts';
import type { CredentialHint } from '../methods/passkey/passkey-method.ts';

/** How a browser is told of a passkey that it should, or should not, use. */
export function credentialHint({ credential_id: id, transports }: PasskeyRow): CredentialHint {
  return { id, transports: JSON.parse(transports) as string[] };
}
