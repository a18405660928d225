import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import type { IdentityKey } from './identities-table.ts';
import type { WebTokens } from './proven-identity.ts';

/** Seals the tokens of web OAuth to the row of their identity. */
export function sealWebTokens(secret: MaqiaoSecret, identity: IdentityKey, tokens: WebTokens): string {
  return secret.seal('web-tokens', bindingOf(identity), JSON.stringify(tokens));
}

/** @throws Error when they were sealed for another row, or with another secret */
export function openWebTokens(secret: MaqiaoSecret, identity: IdentityKey, sealed: string): WebTokens {
  return JSON.parse(secret.open('web-tokens', bindingOf(identity), sealed)) as WebTokens;
}

/** A different text for each row, whatever characters the parts contain. */
function bindingOf({ provider, appId, subject }: IdentityKey): string {
  return JSON.stringify([provider, appId, subject]);
}
