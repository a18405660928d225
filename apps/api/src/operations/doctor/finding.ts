import type { Language } from '@maqiao/shared';
import type { Fact, InBoth } from '../../platform/operator-messages/messages.ts';
import { DIAGNOSES, type DiagnosisCode } from './diagnoses.ts';
import type { Severity } from './diagnosis.ts';

/** What fills the places of a sentence, words in both languages. Never a secret: facts are printed. */
export type Facts = Readonly<Record<string, Fact>>;

/** One thing that was looked at, and what was found. */
export interface Finding {
  readonly code: DiagnosisCode;
  readonly severity: Severity;
  readonly facts: Facts;
}

/** A finding of that diagnosis, with the facts that its sentence names. */
export function found(code: DiagnosisCode, facts: Facts = {}): Finding {
  const plain = Object.entries(facts).map(([name, fact]) => [name, isWords(fact) ? onlyWords(fact) : fact]);
  return { code, severity: DIAGNOSES[code].severity, facts: Object.fromEntries(plain) as Facts };
}

/** The finding as a sentence, the cure included. */
export function sentenceOf({ code, facts }: Finding, language: Language): string {
  return DIAGNOSES[code][language].replace(/\{(\w+)\}/g, (_place, name: string) => {
    const fact = facts[name] ?? '?';
    return String(isWords(fact) ? fact[language] : fact);
  });
}

function isWords(fact: Fact): fact is InBoth {
  return typeof fact === 'object';
}

/** Whatever else a sentence carries is no fact for machines. */
function onlyWords({ en, zh }: InBoth): InBoth {
  return { en, zh };
}
