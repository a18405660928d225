import { describe, expect, test } from '@jest/globals';
import type { DayStatistics, Language } from '@maqiao/shared';
import { renderToStaticMarkup } from 'react-dom/server';
import { LanguageContext } from '../admin-context.ts';
import { ADMIN_WORDS } from '../admin-words.ts';
import { ceilingOf, SignInsPlot } from './sign-ins-plot.tsx';

const day = (name: string, signIns: number): DayStatistics => ({
  day: name,
  signIns,
  ...{ created: 0, scanned: 0, confirmed: 0, claimed: 0 },
});

const plot = (days: DayStatistics[], language: Language = 'en') =>
  renderToStaticMarkup(
    <LanguageContext value={language}>
      <SignInsPlot days={days} />
    </LanguageContext>,
  );

test.each([
  [1, 1],
  [2, 2],
  [3, 5],
  [7, 10],
  [10, 10],
  [11, 20],
  [68, 100],
  [101, 200],
  [999, 1000],
])('the axis for %i ends at %i', (largest, ceiling) => {
  expect(ceilingOf(largest)).toBe(ceiling);
});

describe('the plot', () => {
  test('has a bar for every day, as high as its share of the axis, and says it in words', () => {
    const html = plot([day('2026-11-18', 0), day('2026-11-19', 5), day('2026-11-20', 8)]);
    expect([...html.matchAll(/height:([\d.]+)%/g)].map(([, height]) => height)).toEqual(['0', '50', '80']);
    expect(html).toContain('Nov 19: 5');
    expect(html).toContain('Most in one day: 8');
  });

  test('says what to do while there is nothing to plot', () => {
    expect(plot([day('2026-11-20', 0)], 'zh')).toContain(ADMIN_WORDS.zh.noSignIns);
    expect(plot([])).toContain(ADMIN_WORDS.en.noSignIns);
  });
});

test('both languages fill in the same', () => {
  const places = (words: object): unknown =>
    Object.fromEntries(
      Object.entries(words).map(([key, sentence]: [string, unknown]) => [
        key,
        typeof sentence === 'string' ? (sentence.match(/\{\w+\}/g) ?? []).sort() : places(sentence as object),
      ]),
    );
  expect(places(ADMIN_WORDS.zh)).toEqual(places(ADMIN_WORDS.en));
});
