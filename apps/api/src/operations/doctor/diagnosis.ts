/**
 * `ok`: as it should be. `note`: nothing is wrong, and the owner should know. `warning`: logins work, something else
 * does not, or soon will not. `fault`: people cannot sign in, or what protects them does not hold.
 */
export type Severity = 'ok' | 'note' | 'warning' | 'fault';

/** A sentence in both languages: what is so and, where it should not be, the cure. `{places}` are filled by facts. */
export interface Diagnosis {
  readonly severity: Severity;
  readonly en: string;
  readonly zh: string;
}

const of =
  (severity: Severity) =>
  (en: string, zh: string): Diagnosis => ({ severity, en, zh });

export const ok = of('ok');
export const note = of('note');
export const warning = of('warning');
export const fault = of('fault');
