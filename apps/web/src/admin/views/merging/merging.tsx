import type { OwnerDuplicates, OwnerUser, UndoableMerge } from '@maqiao/shared';
import { useCallback, useEffect, useState } from 'react';
import { fill } from '../../../fill.ts';
import { useAdminWords } from '../../admin-context.ts';
import { MERGING_WORDS } from '../../merging/merging-words.ts';
import type { OwnerApi } from '../../owner-api.ts';
import { troubleOf } from '../trouble.ts';
import { ConfirmedButton } from '../../../confirmed-button.tsx';
import { Pair } from './pair.tsx';

/** Users who are one person, and merges that can be undone. Nothing where there are none: most sites have one account. */
export function Merging({ api, onChange }: { api: OwnerApi; onChange: () => void }) {
  const { words, language, number } = useAdminWords();
  const own = MERGING_WORDS[language];
  const [found, setFound] = useState<OwnerDuplicates | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);

  const read = useCallback(
    () =>
      api.duplicates().then(
        (duplicates) => {
          setFound(duplicates);
          setTrouble(null);
        },
        (error: unknown) => setTrouble(error),
      ),
    [api],
  );
  useEffect(() => void read(), [read]);

  const change = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      await read();
      onChange();
    } catch (error) {
      setTrouble(error);
    }
  };
  const empty = found === null || (found.pairs.length === 0 && found.merges.length === 0);
  if (empty && trouble === null) return null;
  return (
    <section className="card" aria-labelledby="merging">
      <h2 id="merging">{own.title}</h2>
      <p className="trouble" role="alert">
        {trouble !== null && troubleOf(trouble, words, language)}
      </p>
      {found !== null && found.pairs.length > 0 && (
        <>
          <p className="soft">{own.why}</p>
          <p className="soft">
            {fill(own.pairs, { n: number(found.total) })}
            {found.total > found.pairs.length &&
              ` · ${fill(own.more, { shown: number(found.pairs.length) })}`}
          </p>
          <ul className="people">
            {found.pairs.map((pair) => (
              <Pair
                key={`${pair.unionid} ${pair.users[0].id} ${pair.users[1].id}`}
                pair={pair}
                onMerge={(user, into) => change(() => api.merge(user.id, into.id))}
              />
            ))}
          </ul>
        </>
      )}
      {found !== null && found.merges.length > 0 && (
        <>
          <h3>{own.recent}</h3>
          <ul className="people">
            {found.merges.map((merge) => (
              <Merged
                key={merge.user.id}
                merge={merge}
                onUndo={() => change(() => api.undoMerge(merge.user.id))}
              />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Merged({ merge, onUndo }: { merge: UndoableMerge; onUndo: () => Promise<void> }) {
  const { language, moment } = useAdminWords();
  const own = MERGING_WORDS[language];
  const [asking, setAsking] = useState(false);
  const name = ({ id, nickname }: OwnerUser): string => nickname ?? id;
  const isNamed = merge.user.nickname !== null || merge.into.nickname !== null;
  return (
    <li className="person">
      <div className="person-who">
        <p className="person-ids">{fill(own.merged, { from: name(merge.user), into: name(merge.into) })}</p>
        {isNamed && (
          <p className="soft person-ids">
            <code>{merge.user.id}</code> → <code>{merge.into.id}</code>
          </p>
        )}
        <p className="soft">{fill(own.until, { time: moment(merge.undoUntil) })}</p>
        {asking && <p role="status">{own.undoWhat}</p>}
      </div>
      <ConfirmedButton
        label={own.undo}
        name={`${merge.user.id} → ${merge.into.id}`}
        keep={own.keep}
        really={own.undoReally}
        onAsk={setAsking}
        onReally={onUndo}
      />
    </li>
  );
}
