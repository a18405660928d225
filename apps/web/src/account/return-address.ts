import { isErrorCode, type ErrorCode, type PurposeKind } from '@maqiao/shared';

/** What the way to WeChat's page has led to, as the server writes it into this page's address. */
interface Return {
  readonly purpose: PurposeKind;
  readonly outcome: 'added' | 'known' | 'done' | 'declined' | null;
  /** Why it led to nothing; `access_denied` where the person has declined. */
  readonly fault: ErrorCode | null;
}

const OUTCOMES = ['added', 'known', 'done', 'declined'] as const;

/** Read once: the query of the address that this page was opened with. It is taken out of the address. */
let found: Return | null | undefined;

export function readReturn(): Return | null {
  if (found === undefined) {
    found = returnIn(new URLSearchParams(location.search));
    if (found !== null) history.replaceState(history.state, '', location.pathname);
  }
  return found;
}

export function returnIn(query: URLSearchParams): Return | null {
  const [link, stepUp] = [query.get('link'), query.get('step_up')];
  const text = link ?? stepUp;
  if (text === null) return null;
  const outcome = OUTCOMES.find((one) => one === text) ?? null;
  return {
    purpose: link === null ? 'step-up' : 'link',
    outcome,
    fault: outcome === 'declined' ? 'access_denied' : isErrorCode(text) ? text : null,
  };
}
