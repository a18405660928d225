import { operatorLanguage, localize } from '../../platform/operator-messages/messages.ts';
import { initMessages } from './init-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import { faultOf, QUESTIONS, type Answers, type Question } from './questions.ts';
import type { Terminal } from './terminal.ts';

interface Known {
  /** What options say: checked, and not asked again. */
  readonly given: Partial<Answers>;
  /** What is set already: offered for Enter alone. */
  readonly before: Partial<Answers>;
}

/** Something is missing, and nobody can be asked. */
export class MissingAnswers extends Error {
  override name = 'MissingAnswers';

  constructor(readonly options: readonly string[]) {
    super();
  }
}

/**
 * An answer to every question: what was given, else what somebody types, else what is set already.
 * @param terminal undefined asks nobody
 * @throws SettingsError when something that was given will not do; MissingAnswers without a terminal; LeftError
 */
export async function collectAnswers({ given, before }: Known, terminal?: Terminal): Promise<Answers> {
  const answers: Partial<Record<keyof Answers, string>> = {};
  const missing: string[] = [];
  for (const question of QUESTIONS) {
    if (question.asked?.(answers) === false) continue;
    const { name, option, optional } = question;
    const stated = tidy(question, given[name]);
    const answer =
      stated ??
      (terminal ? await ask(question, before, answers, terminal) : fallback(question, before, answers));
    if (answer === undefined || answer === '') {
      if (!optional) missing.push(option);
      continue;
    }
    const fault = faultOf(question, answer, answers);
    if (fault !== undefined) throw new SettingsError(fault);
    answers[name] = answer;
  }
  if (missing.length > 0) throw new MissingAnswers(missing);
  return { SITE_NAME: undefined, proxy: 'no', ...answers } as Answers;
}

/** Asks until the answer will do. */
async function ask(
  question: Question,
  before: Partial<Answers>,
  answers: Partial<Answers>,
  terminal: Terminal,
): Promise<string> {
  const usual = fallback(question, before, answers);
  const shown = usual !== undefined && question.secret ? localize(initMessages.answer_kept) : usual;
  const asks = question.asks[operatorLanguage()];
  for (;;) {
    const typed = await terminal.ask(shown === undefined ? asks : `${asks} [${shown}]`, {
      hidden: question.secret ?? false,
    });
    const answer = typed === '' ? (usual ?? '') : (tidy(question, typed) ?? '');
    const fault = faultOf(question, answer, answers);
    if (fault === undefined) return answer;
    terminal.say(`  ${fault[operatorLanguage()]}`);
  }
}

function fallback(
  { name, usual }: Question,
  before: Partial<Answers>,
  answers: Partial<Answers>,
): string | undefined {
  return before[name] ?? usual?.(answers);
}

const tidy = ({ tidied }: Question, answer: string | undefined) =>
  answer === undefined ? undefined : (tidied?.(answer.trim()) ?? answer.trim());
