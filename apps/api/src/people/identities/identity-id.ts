import { createHash } from 'node:crypto';
import type { SecurityEventIdentity } from '@maqiao/shared';
import type { IdentityKey } from './identities-table.ts';

/** The public id of an identity: 43 characters, from which nobody learns the openid. The same for ever. */
export function identityIdOf({ provider, appId, subject }: IdentityKey): string {
  return createHash('sha256')
    .update(JSON.stringify([provider, appId, subject]))
    .digest('base64url');
}

/** An identity as the audit log names it, without its openid. */
export function auditedIdentity({ provider, appId, subject }: IdentityKey): SecurityEventIdentity {
  return { id: identityIdOf({ provider, appId, subject }), provider, appId };
}
