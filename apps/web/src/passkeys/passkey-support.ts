import type { Surroundings } from '@maqiao/browser';

/**
 * Whether this browser can ask for passkeys. Those inside apps often have the call and no authenticator behind it: of WeChat's
 * own it is known, and the others leave the call out.
 */
export function canUsePasskeys(surroundings: Surroundings): boolean {
  return surroundings !== 'wechat' && window.isSecureContext && typeof PublicKeyCredential === 'function';
}

/** Whether it lists passkeys under a field, without a window of its own (conditional mediation). */
export async function canListPasskeys(): Promise<boolean> {
  try {
    return (await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false;
  } catch {
    return false;
  }
}
