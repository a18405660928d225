import { usePage } from '../page-context.ts';
import type { Notice } from '../screen.ts';

/** What happened, what to do, one button. */
export function NoticeView({ notice }: { notice: Notice }) {
  const { login } = usePage();
  const { action } = notice;
  return (
    <div className="middle">
      <svg className="gap" viewBox="0 0 120 48" aria-hidden="true">
        <path d="M4 44h12C30 44 34 20 46 13M116 44h-12C90 44 86 20 74 13" />
        <path className="gap-missing" d="M51 11q9-3 18 0" />
      </svg>
      <h1 className="headline">{notice.title}</h1>
      <p className="advice">{notice.advice}</p>
      {action && (
        <button
          type="button"
          className="button button-primary"
          onClick={() => (action.does === 'start' ? login.start() : login.renew())}
        >
          {action.label}
        </button>
      )}
    </div>
  );
}
