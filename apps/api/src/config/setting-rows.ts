import { describe, expect, test } from '@jest/globals';
import { message } from '../platform/operator-messages/messages.ts';
import { settingsMessages } from './settings-messages.ts';
import { readSettings, SettingsError, type Settings } from './settings.ts';
import { SETTING_WORDS_ZH, type SettingName } from './settings-words.ts';

// What the specs of the settings share. Never imported by what runs.

export interface Row {
  /** Values it takes, each with what the settings then say. */
  good: [value: string, read: (settings: Settings) => unknown, wanted: unknown][];
  /** What it is without a value; no entry where a contradiction below decides. */
  unset?: [read: (settings: Settings) => unknown, wanted: unknown];
  /** Values it refuses. */
  bad: string[];
  /** What the sentence says it must be, to the letter: so it repeats no value. */
  wants: string;
}

export const wholeNumber = (
  read: (settings: Settings) => unknown,
  [minimum, maximum, fallback]: [number, number, number],
  scale = 1,
): Row => ({
  good: [minimum, maximum].map((value) => [String(value), read, value * scale]),
  unset: [read, fallback * scale],
  bad: [String(minimum - 1), String(maximum + 1), `${minimum}.5`, 'x1', '1e9x', 'NaN', 'Infinity'],
  wants: `a whole number from ${minimum} to ${maximum}`,
});

export const oneOf = (
  read: (settings: Settings) => unknown,
  good: [string, unknown][],
  fallback: unknown,
  wants: string,
): Row => ({
  good: good.map(([value, wanted]) => [value, read, wanted]),
  unset: [read, fallback],
  bad: ['sometimes-this', (good[0]?.[0] ?? '').toUpperCase()],
  wants,
});

export const words = (...values: string[]): [string, unknown][] => values.map((value) => [value, value]);

/**
 * Tests one setting after the other.
 * @param real - settings of a server, to which the one is added
 */
export function describeSettings(
  rows: Readonly<Record<string, Row>>,
  real: Readonly<Record<string, string>>,
): void {
  describe.each(Object.entries(rows))('%s', (name, { good, unset, bad, wants }) => {
    if (good.length > 0) {
      test.each(good)('takes %j', (value, read, wanted) => {
        expect(read(readSettings({ ...real, [name]: value }))).toEqual(wanted);
      });
    }

    if (unset) {
      const [read, wanted] = unset;
      test.each([undefined, ''])('has its default when it is %j', (value) => {
        expect(read(readSettings({ ...real, [name]: value }))).toEqual(wanted);
      });
    }

    if (bad.length > 0) {
      test.each(bad)('refuses %j with a sentence that does not repeat it', (value) => {
        const reading = () => readSettings({ ...real, [name]: value });
        const words = { en: wants, zh: SETTING_WORDS_ZH[name as SettingName].wants };
        expect(reading).toThrow(
          new SettingsError(message(settingsMessages.setting_must_be, { name, wants: words })),
        );
      });
    }
  });
}
