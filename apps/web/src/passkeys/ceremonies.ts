import type { AssertionJson, NewCredentialJson, PasskeyOptions } from '@maqiao/shared';
import {
  sendSignal,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { CeremonyError, type CeremonyFault } from './ceremony-error.ts';

// What the browser and its authenticators do. A file of its own, loaded when somebody wants a passkey.

/** Asks the person for a passkey. @param listed under the field of the page, where they choose one, or never do */
export async function ask(options: PasskeyOptions, listed = false): Promise<AssertionJson> {
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const { id, rawId, response } = await orFault(() =>
    startAuthentication({ optionsJSON, useBrowserAutofill: listed }),
  );
  return { id, rawId, type: 'public-key', response };
}

/** Has the person's device make a passkey. */
export async function make(options: PasskeyOptions): Promise<NewCredentialJson> {
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const { id, rawId, response } = await orFault(() => startRegistration({ optionsJSON }));
  const { clientDataJSON, attestationObject, transports } = response;
  return { id, rawId, type: 'public-key', response: { clientDataJSON, attestationObject, transports } };
}

/** Ends what is being asked. */
export function stopAsking(): void {
  WebAuthnAbortService.cancelCeremony();
}

/** Tells the browser that a passkey is good for nothing any more, so that it offers it no more. Where it can be told. */
export async function forget(options: PasskeyOptions, credentialID: string): Promise<void> {
  const { rpId: rpID } = options;
  if (typeof rpID !== 'string') return;
  try {
    await sendSignal({ signalName: 'unknownCredential', rpID, credentialID });
  } catch {
    // An older browser: the person sees the passkey until they remove it.
  }
}

async function orFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new CeremonyError(faultOf(error), error);
  }
}

function faultOf(error: unknown): CeremonyFault {
  if (error instanceof WebAuthnError) {
    if (error.code === 'ERROR_CEREMONY_ABORTED') return 'stopped';
    if (error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'known';
  }
  return error instanceof Error && error.name === 'NotAllowedError' ? 'cancelled' : 'unfit';
}
