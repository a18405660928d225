import type { SecurityEvent, SecurityEventPage } from '@maqiao/shared';
import type { Failure } from '../api/failure.ts';

/** The state of the audit log. */
export type AuditLogState =
  | { at: 'loading'; slow: boolean }
  | { at: 'failed'; failure: Failure }
  | {
      at: 'listed';
      events: readonly SecurityEvent[];
      /** Where the next page begins; null when everything is here. */
      next: string | null;
      older: 'offered' | 'loading';
      /** Why the last page did not come; what is here stays. */
      trouble: Failure | null;
    };

export type AuditLogEvent =
  | { type: 'load' }
  | { type: 'slow' }
  | { type: 'loaded'; page: SecurityEventPage }
  | { type: 'load-older' }
  | { type: 'older-loaded'; page: SecurityEventPage }
  | { type: 'failed'; failure: Failure };

export const LOADING: AuditLogState = { at: 'loading', slow: false };

/** The reducer of the audit log. Pure; an event that does not fit the state changes nothing. */
export function nextAuditLog(state: AuditLogState, event: AuditLogEvent): AuditLogState {
  switch (event.type) {
    case 'load':
      return state.at === 'listed' ? { ...state, trouble: null } : LOADING;
    case 'slow':
      return state.at === 'loading' ? { ...state, slow: true } : state;
    case 'loaded': {
      const { events, next } = event.page;
      return { at: 'listed', events, next, older: 'offered', trouble: null };
    }
    case 'load-older':
      if (state.at !== 'listed' || state.next === null) return state;
      return { ...state, older: 'loading', trouble: null };
    case 'older-loaded': {
      // The list was read again meanwhile: this page no longer follows what is shown.
      if (state.at !== 'listed' || state.older !== 'loading') return state;
      const known = state.events.map(({ id }) => id);
      const older = event.page.events.filter(({ id }) => !known.includes(id));
      return { ...state, events: [...state.events, ...older], next: event.page.next, older: 'offered' };
    }
    case 'failed':
      return state.at === 'listed'
        ? { ...state, older: 'offered', trouble: event.failure }
        : { at: 'failed', failure: event.failure };
  }
}
