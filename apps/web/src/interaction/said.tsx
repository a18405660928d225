import { joinMessages, type ErrorWords } from '@maqiao/shared';

interface SaidProps {
  /** What a press came to; null while nothing is wrong. */
  fault: ErrorWords | null;
  language: string;
  /** What is said to those who do not see the page, when nothing is wrong. */
  text: string;
}

/** What went wrong, under the buttons, and the news for those who do not see it. */
export function Said({ fault, language, text }: SaidProps) {
  const said = fault === null ? text : joinMessages(fault.happened, fault.next, language);
  return (
    <>
      {fault !== null && <p className="caution">{said}</p>}
      <p className="visually-hidden" role="status" aria-live="polite">
        {said}
      </p>
    </>
  );
}
