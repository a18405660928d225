import { useEffect, useRef, useState } from 'react';
import { useAccountWords } from './account-context.ts';
import type { Wanted } from './wanted.ts';

/** Back from WeChat's page with a proof: whether the person still wants what they had asked for. */
export function ResumeView({
  wanted,
  onGoOn,
  onBack,
}: {
  wanted: Wanted;
  onGoOn: () => void;
  onBack: () => void;
}) {
  const { words } = useAccountWords();
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const goOn = (): void => {
    if (busy) return;
    setBusy(true);
    onGoOn();
  };
  return (
    <section className="sheet" aria-labelledby="resume">
      <h1 id="resume" className="headline" ref={heading} tabIndex={-1}>
        {words.resumeTitle}
      </h1>
      <p className="advice">{words.resumeAsk[wanted.action]}</p>
      <div className="actions">
        <button type="button" className="button button-quiet" onClick={onBack}>
          {words.keep}
        </button>
        <button type="button" className="button button-primary" aria-disabled={busy} onClick={goOn}>
          {busy ? words.working : words.resumeGoOn}
        </button>
      </div>
    </section>
  );
}
