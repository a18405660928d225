import { useEffect, useRef } from 'react';
import { useAccountWords } from './account-context.ts';

/** How the person has left. */
export type Left = 'here' | 'everywhere' | 'deleted';

/** What they have done, and the way to sign in again. */
export function Farewell({ left, onSignIn }: { left: Left; onSignIn: () => void }) {
  const { words } = useAccountWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { happened, next } = words.farewell[left];
  return (
    <section className="sheet" aria-labelledby="farewell">
      <h1 id="farewell" className="headline" ref={heading} tabIndex={-1}>
        {happened}
      </h1>
      <p className="advice">{next}</p>
      <button type="button" className="button button-primary" onClick={onSignIn}>
        {words.signInAgain}
      </button>
    </section>
  );
}
