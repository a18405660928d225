import type { Dispatch } from 'react';
import { listEvents } from '../api/person-calls.ts';
import { withToken } from '../person/sign-in.ts';
import { useList } from '../person/use-list.ts';
import { LOADING, nextAuditLog, type AuditLogEvent, type AuditLogState } from './audit-log-state.ts';

export interface AuditLogActions {
  /** Reads the newest events again; resolves when that is over, well or not. */
  load: () => Promise<void>;
  /** @param next where the page after what is shown begins */
  loadOlder: (next: string) => void;
}

/** What happened around the person's sign-ins. */
export function useAuditLog(): { state: AuditLogState; actions: AuditLogActions } {
  return useList(nextAuditLog, LOADING, actionsOf);
}

function actionsOf(send: Dispatch<AuditLogEvent>): AuditLogActions {
  const read = async (before: string | null, loaded: 'loaded' | 'older-loaded') => {
    const answer = await withToken((token) => listEvents(token, before));
    send(answer.ok ? { type: loaded, page: answer.value } : { type: 'failed', failure: answer.failure });
  };
  return {
    load: () => {
      send({ type: 'load' });
      return read(null, 'loaded');
    },
    loadOlder: (next) => {
      send({ type: 'load-older' });
      void read(next, 'older-loaded');
    },
  };
}
