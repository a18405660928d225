import type { SceneRecord } from '@maqiao/shared';
import type { SignInProof } from '../complete-sign-in.ts';

/** How the person of a confirmed scene has signed in, for the audit log. */
export function sceneProof({ method, scan, browser: { interaction } }: Readonly<SceneRecord>): SignInProof {
  const client = interaction && { id: interaction.clientId, name: interaction.client.name };
  return { method, identity: scan?.provenBy, client };
}
