import type { DayStatistics } from '@maqiao/shared';
import { fill } from '../../fill.ts';
import { useAdminWords } from '../admin-context.ts';

/** The next round number that holds the largest bar: 1, 2, 5, 10, 20, 50 … so that the axis can be read. */
export function ceilingOf(largest: number): number {
  const scale = 10 ** Math.floor(Math.log10(Math.max(1, largest)));
  return [1, 2, 5, 10].map((step) => step * scale).find((step) => step >= largest) ?? scale * 10;
}

/** A bar for each day. Screen readers get the same as a list. */
export function SignInsPlot({ days }: { days: DayStatistics[] }) {
  const { words, number, day: dayName } = useAdminWords();
  const largest = Math.max(0, ...days.map(({ signIns }) => signIns));
  if (largest === 0) return <p className="empty">{words.noSignIns}</p>;
  const ceiling = ceilingOf(largest);
  const [first, middle, last] = [days[0], days[Math.floor((days.length - 1) / 2)], days.at(-1)];
  return (
    <figure className="days-plot">
      <figcaption className="soft">{fill(words.mostInOneDay, { n: number(largest) })}</figcaption>
      <div className="days-frame">
        <div className="days-axis" aria-hidden="true">
          <span>{number(ceiling)}</span>
          <span>{ceiling % 2 === 0 ? number(ceiling / 2) : ''}</span>
          <span>0</span>
        </div>
        <ol className="days-bars" aria-label={words.signInsPlot}>
          {days.map(({ day, signIns }) => {
            const label = fill(words.onDay, { day: dayName(day), n: number(signIns) });
            return (
              <li key={day} title={label}>
                <span className="visually-hidden">{label}</span>
                <span className="bar" style={{ height: `${(signIns / ceiling) * 100}%` }} />
              </li>
            );
          })}
        </ol>
        <div className="days-names" aria-hidden="true">
          {[first, middle, last].map((day, index) => (
            <span key={index}>{day && dayName(day.day)}</span>
          ))}
        </div>
      </div>
    </figure>
  );
}
