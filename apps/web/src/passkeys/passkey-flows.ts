import type { ErrorCode, OwnPasskey } from '@maqiao/shared';
import { PasskeyCallError, type PasskeyApi } from './passkey-api.ts';
import { CeremonyError, type CeremonyFault } from './ceremony-error.ts';

/** Why nothing came of it. */
export type PasskeyFault = ErrorCode | 'offline' | CeremonyFault;

export type PasskeyOutcome<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'failed'; readonly fault: PasskeyFault };

/** What asks the browser. Loaded with the first use. */
const ceremonies = () => import('./ceremonies.ts');

/** Signs somebody in. @param listed as `ask` takes it */
export function signInWithPasskey(
  api: PasskeyApi,
  { interaction, listed }: { interaction?: string | undefined; listed: boolean },
): Promise<PasskeyOutcome<{ continueTo?: string }>> {
  return outcomeOf(async () => {
    const [{ ask, forget }, options] = await Promise.all([ceremonies(), api.beginSignIn(interaction)]);
    const credential = await ask(options, listed);
    try {
      return await api.signIn(credential);
    } catch (error) {
      if (error instanceof PasskeyCallError && error.code === 'passkey_unknown')
        await forget(options, credential.id);
      throw error;
    }
  });
}

/** Proves again who is signed in here: afterwards what failed with `step_up_required` can be done. */
export function stepUpWithPasskey(api: PasskeyApi): Promise<PasskeyOutcome<void>> {
  return outcomeOf(async () => {
    const [{ ask }, options] = await Promise.all([ceremonies(), api.beginStepUp()]);
    await api.stepUp(await ask(options));
  });
}

/** Adds a passkey to the account of whoever is signed in here. @throws PasskeyCallError, CeremonyError */
export async function makePasskey(api: PasskeyApi): Promise<OwnPasskey> {
  const [{ make }, options] = await Promise.all([ceremonies(), api.beginAdding()]);
  return api.add(await make(options));
}

/** Ends what is being asked, under a field or in the browser's own window. */
export async function stopAsking(): Promise<void> {
  (await ceremonies()).stopAsking();
}

export async function outcomeOf<T>(work: () => Promise<T>): Promise<PasskeyOutcome<T>> {
  try {
    return { kind: 'done', value: await work() };
  } catch (error) {
    return { kind: 'failed', fault: faultOf(error) };
  }
}

/** Why a call or a ceremony failed. */
function faultOf(error: unknown): PasskeyFault {
  if (error instanceof PasskeyCallError) return error.code;
  if (error instanceof CeremonyError) return error.fault;
  return 'offline'; // the file could not be loaded
}
