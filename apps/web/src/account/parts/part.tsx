import { joinMessages } from '@maqiao/shared';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { useAccountWords } from '../account-context.ts';
import type { Said } from '../use-change.ts';
import type { Loaded } from '../use-loaded.ts';

/** After so long a sentence says what is slow, in milliseconds. */
const SLOW_MS = 5000;

/** One card of the page. */
export function Part({
  title,
  lead,
  said = null,
  children,
}: {
  title: string;
  lead?: string;
  said?: Said;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead !== undefined && <p className="soft">{lead}</p>}
      <Told said={said} />
      {children}
    </section>
  );
}

/** What became of the last change, for everybody. */
function Told({ said }: { said: Said }) {
  const { tag, faultWords } = useAccountWords();
  const fault = said !== null && 'fault' in said ? faultWords(said.fault) : null;
  return (
    <p className={fault === null ? 'said' : 'said caution'} role="status" aria-live="polite">
      {fault !== null
        ? joinMessages(fault.happened, fault.next, tag)
        : said !== null && 'done' in said
          ? said.done
          : ''}
    </p>
  );
}

/** What was read, in the shape of what will come, or why it could not be read. */
export function Shown<T>({
  loaded,
  rows = 2,
  children,
}: {
  loaded: Loaded<T>;
  /** How many lines its shape has. */
  rows?: number;
  children: (value: T) => ReactNode;
}) {
  const { words, faultWords } = useAccountWords();
  if (loaded.value !== null) return children(loaded.value);
  if (loaded.fault === null) return <Shape rows={rows} />;
  const { happened, next } = faultWords(loaded.fault);
  return (
    <div className="failed" role="alert">
      <p>{happened}</p>
      <p className="soft">{next}</p>
      <button type="button" className="button button-quiet" onClick={() => void loaded.reload()}>
        {words.again}
      </button>
    </div>
  );
}

/** The shape of a list that is being read. */
export function Shape({ rows }: { rows: number }) {
  const { words } = useAccountWords();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="shapes" aria-busy="true">
      {Array.from({ length: rows }, (_none, row) => (
        <div key={row} className="shape" aria-hidden="true" />
      ))}
      <p className="soft" role="status">
        {slow ? words.slow : ''}
      </p>
    </div>
  );
}

/** A list without anything in it. */
export function Empty({ happened, next }: { happened: string; next: string }) {
  return (
    <div className="empty">
      <p>{happened}</p>
      <p className="soft">{next}</p>
    </div>
  );
}
