import { useEffect, useRef, useState, type ReactNode } from 'react';

interface ConfirmedButtonProps {
  label: string;
  /** Of what it is about, for people who cannot see what it stands beside. */
  name?: string;
  keep: string;
  really: string;
  /** In place of `really` while it is being done. */
  working?: string;
  /** Said before the second press, between the two buttons and what they stand below. */
  question?: ReactNode;
  /** Called with whether it asks now. */
  onAsk?: (asking: boolean) => void;
  onReally: () => Promise<void>;
  /** Whether the first press does it: for the way back of what needs a second press. */
  atOnce?: boolean;
}

/** A button whose action needs a second press. The keyboard focus follows the button in its place. */
export function ConfirmedButton({
  label,
  name = '',
  keep,
  really,
  working = really,
  question,
  onAsk,
  onReally,
  atOnce = false,
}: ConfirmedButtonProps) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [moved, setMoved] = useState(false);
  const first = useRef<HTMLButtonElement>(null);

  // The pressed button is gone: the keyboard focus moves to the button in its place, unless what was done has it.
  useEffect(() => {
    if (moved && document.activeElement === document.body) first.current?.focus();
  }, [asking, moved, label]);

  const ask = (to: boolean): void => {
    setMoved(true);
    setAsking(to);
    onAsk?.(to);
  };
  const act = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setMoved(true);
    await onReally();
    setBusy(false);
    if (asking) ask(false);
  };
  if (!asking)
    return (
      <div className="person-actions">
        <button
          ref={first}
          type="button"
          className="button button-quiet"
          aria-disabled={busy}
          aria-label={`${label} ${name}`.trim()}
          onClick={() => (atOnce ? void act() : ask(true))}
        >
          {label}
        </button>
      </div>
    );
  const buttons = (
    <div className="person-actions">
      <button ref={first} type="button" className="button button-quiet" onClick={() => ask(false)}>
        {keep}
      </button>
      <button type="button" className="button button-primary" aria-disabled={busy} onClick={() => void act()}>
        {busy ? working : really}
      </button>
    </div>
  );
  if (question === undefined) return buttons;
  return (
    <div role="group" className="question" aria-label={label}>
      {typeof question === 'string' ? <p>{question}</p> : question}
      {buttons}
    </div>
  );
}
