import { DIAGNOSES, type DiagnosisCode } from './diagnoses.ts';
import type { Severity } from './diagnosis.ts';

export type Language = 'en' | 'zh';
/** What fills the places of a sentence. Never a secret: facts are printed. */
export type Facts = Readonly<Record<string, string | number>>;

/** One thing that was looked at, and what was found. */
export interface Finding {
  readonly code: DiagnosisCode;
  readonly severity: Severity;
  readonly facts: Facts;
}

/** A finding of that diagnosis, with the facts that its sentence names. */
export function found(code: DiagnosisCode, facts: Facts = {}): Finding {
  return { code, severity: DIAGNOSES[code].severity, facts };
}

/** The finding as a sentence, the cure included. A fact may differ by language: `{words}` takes `words_zh` in Chinese. */
export function sentenceOf({ code, facts }: Finding, language: Language): string {
  return DIAGNOSES[code][language].replace(/\{(\w+)\}/g, (_place, name: string) =>
    String(facts[`${name}_${language}`] ?? facts[name] ?? '?'),
  );
}
