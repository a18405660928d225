/** Every sign-in method, in the order in which they are offered unless LOGIN_METHODS says otherwise. */
export const LOGIN_METHOD_IDS = [
  'mini-program',
  'official-account',
  'message',
  'official-account-web',
  'website',
  'passkey',
] as const;

export type LoginMethodId = (typeof LOGIN_METHOD_IDS)[number];

/** Whether this version has the method: passkeys are not built yet. One that it has not is neither offered nor accepted. */
export function isBuilt(id: LoginMethodId): boolean {
  return id !== 'passkey';
}

/**
 * Reads LOGIN_METHODS: ids of methods in the order in which they are offered. Commas and space separate.
 * @returns undefined when one of them is no method, is named twice, or there is none
 */
export function parseLoginMethods(text: string): readonly LoginMethodId[] | undefined {
  const parts = text.split(/[,\s]+/).filter((part) => part !== '');
  const methods = parts.map((part) => LOGIN_METHOD_IDS.find((id) => id === part));
  const known = methods.filter((id) => id !== undefined);
  const isGood = parts.length > 0 && known.length === parts.length && new Set(known).size === known.length;
  return isGood ? known : undefined;
}
