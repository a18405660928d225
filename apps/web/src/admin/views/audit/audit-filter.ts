/** What of the audit log is shown; an empty text asks for nothing. Days are those of this browser’s calendar. */
export interface AuditFilter {
  readonly user: string;
  readonly kind: string;
  readonly method: string;
  readonly client: string;
  /** `2026-11-20`: the first day. */
  readonly from: string;
  /** The last day, included. */
  readonly to: string;
}

export const NO_FILTER: AuditFilter = { user: '', kind: '', method: '', client: '', from: '', to: '' };

/** The filter as `GET /api/audit` takes it. */
export function queryOf({ from, to, ...texts }: AuditFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, text] of Object.entries(texts)) if (text.trim() !== '') query.set(name, text.trim());
  const [first, afterLast] = [startOf(from, 0), startOf(to, 1)];
  if (first !== undefined) query.set('from', first);
  if (afterLast !== undefined) query.set('to', afterLast);
  return query;
}

/** When a day begins here, so many days later. A day of the calendar may have 23 or 25 hours. */
function startOf(day: string, later: number): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const start = new Date(year, month - 1, date + later);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}
