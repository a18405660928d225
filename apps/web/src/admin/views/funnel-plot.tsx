import type { FunnelStatistics, SceneLosses } from '@maqiao/shared';
import { fill } from '../../fill.ts';
import { useAdminWords } from '../admin-context.ts';

/** The four steps as bars of one scale, and below each how the other attempts ended. */
export function FunnelPlot({ funnel, losses }: { funnel: FunnelStatistics; losses: SceneLosses }) {
  const { words, number } = useAdminWords();
  if (funnel.created === 0) return <p className="empty">{words.funnelEmpty}</p>;

  const lost = (step: keyof SceneLosses): string[] =>
    Object.entries(losses[step])
      .filter(([, count]) => count > 0)
      .map(([why, count]) => {
        const sentence =
          why === 'expired' ? words.expired[step] : words.losses[why as keyof typeof words.losses];
        return fill(sentence, { n: number(count) });
      });
  const steps = [
    { name: 'created', lost: lost('pending') },
    { name: 'scanned', lost: lost('scanned') },
    { name: 'confirmed', lost: lost('confirmed') },
    { name: 'claimed', lost: [] },
  ] as const;
  return (
    <ol className="funnel">
      {steps.map((step) => {
        const share = funnel[step.name] / funnel.created;
        return (
          <li key={step.name}>
            <p className="funnel-step">
              <span>{words[step.name]}</span>
              <span>
                <b>{number(funnel[step.name])}</b>{' '}
                <span className="soft">{fill(words.ofCreated, { n: Math.round(share * 100) })}</span>
              </span>
            </p>
            <div className="funnel-track" aria-hidden="true">
              <span className="bar" style={{ width: `${Math.min(1, share) * 100}%` }} />
            </div>
            {step.lost.length > 0 && (
              <p className="soft">
                {words.gaveUp}
                {step.lost.join(' · ')}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
