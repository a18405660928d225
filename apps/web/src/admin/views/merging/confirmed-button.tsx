import { useEffect, useRef, useState } from 'react';

/** A button whose action needs a second press. The keyboard focus follows the button in its place. */
export function ConfirmedButton({
  label,
  name,
  keep,
  really,
  onAsk,
  onReally,
}: {
  label: string;
  /** Of what it is about, for people who cannot see what it stands beside. */
  name: string;
  keep: string;
  really: string;
  /** Called with whether it asks now. */
  onAsk: (asking: boolean) => void;
  onReally: () => Promise<void>;
}) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [moved, setMoved] = useState(false);
  const first = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (moved) first.current?.focus();
  }, [asking, moved]);

  const ask = (to: boolean): void => {
    setMoved(true);
    setAsking(to);
    onAsk(to);
  };
  const act = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    await onReally();
    setBusy(false);
    ask(false);
  };
  return (
    <div className="person-actions">
      {asking ? (
        <>
          <button ref={first} type="button" className="button button-quiet" onClick={() => ask(false)}>
            {keep}
          </button>
          <button
            type="button"
            className="button button-primary"
            aria-disabled={busy}
            onClick={() => void act()}
          >
            {really}
          </button>
        </>
      ) : (
        <button
          ref={first}
          type="button"
          className="button button-quiet"
          aria-label={`${label} ${name}`}
          onClick={() => ask(true)}
        >
          {label}
        </button>
      )}
    </div>
  );
}
