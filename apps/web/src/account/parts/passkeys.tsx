import type { Login, Surroundings } from '@maqiao/browser';
import type { StepUpAction } from '@maqiao/shared';
import { useMemo } from 'react';
import { passkeyApi, PasskeyCallError } from '../../passkeys/passkey-api.ts';
import { stepUpWithPasskey } from '../../passkeys/passkey-flows.ts';
import { PasskeyList } from '../../passkeys/passkey-list.tsx';
import { canUsePasskeys } from '../../passkeys/passkey-support.ts';
import { useAccountWords } from '../account-context.ts';
import { Part } from './part.tsx';

interface PasskeysProps {
  login: Login;
  surroundings: Surroundings;
  /** Counts what has changed the account elsewhere. */
  changes: number;
  /** Asks for a proof by a method. @returns whether it was given */
  onProve: (action: StepUpAction) => Promise<boolean>;
}

/** The passkeys of the person. A proof that they want is given by one of them where there is one, else by a method. */
export function Passkeys({ login, surroundings, changes, onProve }: PasskeysProps) {
  const { tag, words } = useAccountWords();
  const api = useMemo(() => passkeyApi(() => login.getAccessToken()), [login]);
  const withStepUp = async <T,>(action: StepUpAction, change: () => Promise<T>): Promise<T> => {
    try {
      return await change();
    } catch (error) {
      if (!(error instanceof PasskeyCallError) || error.code !== 'step_up_required') throw error;
      const isProven = (await stepUpWithPasskey(api)).kind === 'done' || (await onProve(action));
      if (!isProven) throw error;
      return change();
    }
  };
  return (
    <Part title={words.passkeys} lead={words.passkeysLead} said={null}>
      <PasskeyList
        api={api}
        language={tag}
        canAdd={canUsePasskeys(surroundings)}
        withStepUp={withStepUp}
        changes={changes}
      />
    </Part>
  );
}
