import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { leave } from '../leave.ts';
import { passkeyApi } from './passkey-api.ts';
import { signInWithPasskey, stopAsking, type PasskeyFault } from './passkey-flows.ts';
import { rememberPasskey } from './remembered-passkey.ts';

/** A challenge is good for five minutes: the list under the field is begun anew before that. */
const LISTED_MS = 4 * 60_000;

/** After so many failures in a row the field lists nothing more; the button still asks. */
const MOST_FAILURES = 3;

export interface PasskeySignIn {
  /** Whether the person is being asked, or is being signed in. */
  readonly busy: boolean;
  /** What came of it, in place of a sign-in. */
  readonly fault: PasskeyFault | null;
  /** Asks in the browser's own window. */
  readonly press: () => void;
}

/**
 * Signing in with a passkey on a page of ours. Who has is led to the client that waits; without one the page is loaded anew,
 * and finds them signed in.
 * @param options - `listed`: whether the page has a field under which the browser lists passkeys
 */
export function usePasskeySignIn({
  interaction,
  listed,
}: {
  interaction: string | undefined;
  listed: boolean;
}): PasskeySignIn {
  const api = useMemo(() => passkeyApi(), []);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<PasskeyFault | null>(null);
  const failures = useRef(0);

  const arrive = useCallback(({ continueTo }: { continueTo?: string }): void => {
    rememberPasskey('used');
    if (continueTo === undefined) location.reload();
    else leave(continueTo);
  }, []);

  useEffect(() => {
    if (!listed || busy) return;
    let isOver = false;
    const list = async (): Promise<void> => {
      while (!isOver && failures.current < MOST_FAILURES) {
        const timer = setTimeout(() => void stopAsking(), LISTED_MS);
        const outcome = await signInWithPasskey(api, { interaction, listed: true });
        clearTimeout(timer);
        if (isOver) return;
        if (outcome.kind === 'done') return arrive(outcome.value);
        if (outcome.fault === 'stopped') continue;
        // The browser has no list, or has no more to say. The button is there.
        if (outcome.fault === 'cancelled' || outcome.fault === 'unfit' || outcome.fault === 'offline') return;
        failures.current += 1;
        setFault(outcome.fault);
      }
    };
    void list();
    return () => {
      isOver = true;
      void stopAsking();
    };
  }, [api, arrive, busy, interaction, listed]);

  // Somebody signs in another way meanwhile: nothing is asked any more.
  useEffect(() => (busy ? () => void stopAsking() : undefined), [busy]);

  const press = useCallback((): void => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    void signInWithPasskey(api, { interaction, listed: false }).then((outcome) => {
      if (outcome.kind === 'done') return arrive(outcome.value);
      setFault(outcome.fault);
      setBusy(false);
    });
  }, [api, arrive, busy, interaction]);

  return { busy, fault, press };
}
