import { operatorLanguage, localize } from '../../platform/operator-messages/messages.ts';
import { initMessages } from './init-messages.ts';
import { initWayMessages } from './init-way-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import type { Answers, Question } from './question.ts';
import { faultOf, QUESTIONS } from './questions.ts';
import type { Terminal } from './terminal.ts';

interface Known {
  /** From the options: checked, and not asked for. */
  readonly given: Partial<Answers>;
  /** From the settings that exist already: offered as the default. */
  readonly before: Partial<Answers>;
}

/** Answers are missing, and there is no terminal to ask in. `options` are those that would give them. */
export class MissingAnswers extends Error {
  override name = 'MissingAnswers';

  constructor(readonly options: readonly string[]) {
    super();
  }
}

/**
 * An answer to every question that applies, and which of them were made here: from the options, else typed in the terminal, else the setting that exists already.
 * @param terminal undefined: nothing is asked
 * @throws SettingsError when a given answer is invalid; MissingAnswers without a terminal; CancelledError
 */
export async function collectAnswers(
  { given, before }: Known,
  terminal?: Terminal,
): Promise<{ answers: Answers; made: ReadonlySet<string> }> {
  const answers: Partial<Record<keyof Answers, string>> = {};
  const missing: string[] = [];
  const made = new Set<string>();
  for (const question of QUESTIONS) {
    if (question.applies?.(answers) === false) continue;
    const { name, option, optional, makes } = question;
    const stated = normalizedAnswer(question, given[name]);
    let answer =
      stated ??
      (terminal ? await ask(question, before, answers, terminal) : fallback(question, before, answers));
    if ((answer === undefined || answer === '') && makes !== undefined) {
      answer = makes();
      made.add(name);
    }
    if (answer === undefined || answer === '') {
      if (!optional) missing.push(option);
      continue;
    }
    const fault = faultOf(question, answer, answers);
    if (fault !== undefined) throw new SettingsError(fault);
    answers[name] = answer;
  }
  if (missing.length > 0) throw new MissingAnswers(missing);
  return { answers: { proxy: 'no', ...answers } as Answers, made };
}

/** Asks until the answer is valid. */
async function ask(
  question: Question,
  before: Partial<Answers>,
  answers: Partial<Answers>,
  terminal: Terminal,
): Promise<string> {
  const offered = fallback(question, before, answers);
  const made = question.makes && localize(initWayMessages.answer_made);
  const shown =
    offered !== undefined && question.secret ? localize(initMessages.answer_kept) : (offered ?? made);
  const asks = question.asks[operatorLanguage()];
  for (;;) {
    const typed = await terminal.ask(shown === undefined ? asks : `${asks} [${shown}]`, {
      hidden: question.secret ?? false,
    });
    const answer = typed === '' ? (offered ?? '') : (normalizedAnswer(question, typed) ?? '');
    if (answer === '' && made !== undefined) return answer;
    const fault = faultOf(question, answer, answers);
    if (fault === undefined) return answer;
    terminal.print(`  ${fault[operatorLanguage()]}`);
  }
}

function fallback(
  { name, defaultAnswer }: Question,
  before: Partial<Answers>,
  answers: Partial<Answers>,
): string | undefined {
  return before[name] ?? defaultAnswer?.(answers);
}

const normalizedAnswer = ({ normalize }: Question, answer: string | undefined) =>
  answer === undefined ? undefined : (normalize?.(answer.trim()) ?? answer.trim());
