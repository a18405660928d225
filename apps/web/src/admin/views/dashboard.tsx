import type { Statistics } from '@maqiao/shared';
import { useEffect, useState } from 'react';
import { fill } from '../../fill.ts';
import { useAdminWords } from '../admin-context.ts';
import type { OwnerApi } from '../owner-api.ts';
import { FunnelPlot } from './funnel-plot.tsx';
import { Merging } from './merging/merging.tsx';
import { MethodsTable } from './methods-table.tsx';
import { People } from './people.tsx';
import { FIRST_PERIOD, PERIODS, timeZone, type Period } from './period.ts';
import { SignInsPlot } from './sign-ins-plot.tsx';
import { troubleOf } from './trouble.ts';
import { WechatErrors } from './wechat-errors.tsx';

/**
 * The owner's dashboard. `first`: the statistics that were read with the key, so that they are not read twice; `person`:
 * the id of the one who is searched first, or nothing; `onAudit` shows somebody's audit log.
 */
export function Dashboard({
  api,
  first,
  person,
  onAudit,
}: {
  api: OwnerApi;
  first: Statistics;
  person: string;
  onAudit: (id: string) => void;
}) {
  const { words, language, number, moment } = useAdminWords();
  const [period, setPeriod] = useState<Period>(FIRST_PERIOD);
  const [shown, setShown] = useState({ statistics: first, at: new Date().toISOString(), round: 0 });
  const [round, setRound] = useState(0);
  const [trouble, setTrouble] = useState<unknown>(null);
  /** Merges that were made or undone: the list of people is read anew. */
  const [changes, setChanges] = useState(0);

  useEffect(() => {
    if (round === 0) return;
    let left = false;
    const arrived = (statistics: Statistics): void => {
      if (left) return;
      setShown({ statistics, at: new Date().toISOString(), round });
      setTrouble(null);
    };
    api.statistics(period, timeZone()).then(arrived, (error: unknown) => {
      if (!left) setTrouble(error);
    });
    return () => {
      left = true;
    };
  }, [api, period, round]);

  const { statistics, at } = shown;
  const { people } = statistics;
  const busy = shown.round !== round && trouble === null;
  const { key } = statistics;
  return (
    <>
      {key.setting === 'SITE_API_KEY' && (
        <p className="old-key" role="note">
          {words.oldKey}
        </p>
      )}
      <div className="admin-bar">
        <fieldset className="periods">
          <legend className="visually-hidden">{words.period}</legend>
          {PERIODS.map((days) => (
            <label key={days}>
              <input
                type="radio"
                name="period"
                checked={days === period}
                onChange={() => {
                  setPeriod(days);
                  setRound(round + 1);
                }}
              />
              <span>{fill(words.days, { n: days })}</span>
            </label>
          ))}
        </fieldset>
        <p className="soft" role="status">
          {busy ? words.loading : fill(words.asOf, { time: moment(at) })}
          {key.name !== 'default' && ` · ${fill(words.openedWith, { name: key.name })}`}
        </p>
        <button type="button" className="button button-quiet" onClick={() => setRound(round + 1)}>
          {words.refresh}
        </button>
      </div>
      {trouble !== null && (
        <p className="trouble" role="alert">
          {troubleOf(trouble, words, language)}
        </p>
      )}
      <section className="card" aria-labelledby="sign-ins">
        <h2 id="sign-ins">
          {words.signIns} <span className="figure">{number(statistics.signIns)}</span>
        </h2>
        <SignInsPlot days={statistics.days} />
      </section>
      {statistics.methods.length > 0 && (
        <section className="card" aria-labelledby="methods">
          <h2 id="methods">{words.methods}</h2>
          <MethodsTable methods={statistics.methods} />
        </section>
      )}
      <div className="admin-pair">
        <section className="card" aria-labelledby="funnel">
          <h2 id="funnel">{words.funnel}</h2>
          <FunnelPlot funnel={statistics.funnel} losses={statistics.losses} />
        </section>
        <section className="card" aria-labelledby="wechat">
          <h2 id="wechat">{words.wechat}</h2>
          <WechatErrors {...statistics.wechat} />
        </section>
      </div>
      <section className="card" aria-labelledby="people">
        <h2 id="people">{words.people}</h2>
        <p className="soft">
          {fill(words.peopleNumbers, {
            total: number(people.total),
            new: number(people.new),
            blocked: number(people.blocked),
          })}
        </p>
        <People key={changes} api={api} person={person} onAudit={onAudit} />
      </section>
      <Merging api={api} onChange={() => setChanges(changes + 1)} />
    </>
  );
}
