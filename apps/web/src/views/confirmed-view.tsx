import type { LoginState } from '@maqiao/browser';
import { usePage } from '../page-context.ts';
import { useSlow } from '../use-clock.ts';
import { Avatar } from './avatar.tsx';

/** Confirmed on the phone; the session is being taken. */
export function ConfirmedView({ state }: { state: Extract<LoginState, { phase: 'confirmed' }> }) {
  const { words } = usePage();
  const slow = useSlow(5000);
  return (
    <div className="middle">
      <Avatar name={state.user?.nickname ?? null} url={state.user?.avatarUrl ?? null} />
      <h1 className="headline">{words.confirmed}</h1>
      <p className="small slow" role="status">
        {slow && words.confirmedSlow}
      </p>
    </div>
  );
}
