import type { ErrorCode } from './error-codes.ts';
import {
  sceneRecordOf,
  type SceneFields,
  type SceneOrigin,
  type SceneRecord,
  type SceneScan,
  type SceneStatus,
} from './scene-record.ts';
import { TRANSITIONS, type Cell, type Row, type SceneEventName } from './transitions.ts';

/** How long states live, in milliseconds. */
export interface SceneLifetimes {
  pending: number;
  scanned: number;
  delivery: number;
  terminal: number;
}

/** How long a closed or expired scene can still be read. */
export const TERMINAL_LIFETIME_MS = 120_000;

/** One event, with what it carries. */
export type SceneChange =
  | { event: 'register'; method: string; browser: SceneOrigin }
  | {
      event: 'watch';
      /** Name of the instance that holds the browser's socket from now on. */
      holder: string;
    }
  | {
      event: 'scan';
      /** Id of the person who causes the event. */
      person: string;
      scan: SceneScan;
      /** The two digits that the confirm must carry, where they are asked for. */
      number?: string | undefined;
    }
  | {
      event: 'confirm';
      person: string;
      /** The session id of the confirm. */
      sid: string;
      /** The two digits that the person typed. */
      typedNumber?: string | undefined;
    }
  | { event: 'reject'; person: string }
  | {
      event: 'proveAgain';
      /** The session that goes on. */
      provenSid: string;
    }
  | { event: 'cancel' | 'deliver' | 'redeem' | 'acknowledge' };

/** The outcome of an event. `record` is the scene after it, `before` the status before; both absent: no such scene. */
export type TransitionOutcome =
  | { answer: 'ok' | ErrorCode; changed: boolean; record: SceneRecord; before: SceneStatus | undefined }
  | { answer: ErrorCode; changed: false; record: undefined; before: undefined };

/**
 * The scene as it is at `now`: a live state past its deadline reads as `expired`, and a closed or expired one
 * that is no longer readable as undefined. Deadlines are exclusive.
 */
export function sceneAt(
  record: SceneRecord | undefined,
  now: number,
  lifetimes: Pick<SceneLifetimes, 'terminal'>,
): SceneRecord | undefined {
  if (!record || now < record.deadline) return record;
  const live = record.status === 'pending' || record.status === 'scanned' || record.status === 'confirmed';
  if (!live || now >= record.deadline + lifetimes.terminal) return undefined;
  return { ...record, status: 'expired' };
}

/**
 * The row of the table that an event meets.
 * @param byScanner whether it is done by the person who scanned, or by the first to scan; means nothing for events that
 * ask for no person
 */
export function rowFor(event: SceneEventName, byScanner: boolean): Row {
  const rows = TRANSITIONS[event];
  if ('any' in rows) return rows.any;
  return byScanner ? rows.scanner : rows.other;
}

/** The person who does it; undefined for events that ask for none. */
export function personOf(change: SceneChange): string | undefined {
  return 'person' in change ? change.person : undefined;
}

/** The fields that an event brings: a new scene begins with them, and a record takes them where the table says `writes`. */
export function fieldsBroughtBy(change: SceneChange): Partial<SceneFields> {
  switch (change.event) {
    case 'register':
      return { method: change.method, browser: change.browser };
    case 'watch':
      return { holder: change.holder };
    case 'scan':
      return { person: change.person, scan: change.scan, number: change.number };
    case 'confirm':
      return { sid: change.sid };
    case 'proveAgain':
      return { provenSid: change.provenSid };
    default:
      return {};
  }
}

/**
 * Interprets the table for one event. Only this function, and the Redis script that gets the same row, decide about a
 * scene's next state. Pure: the caller stores `record` when `changed`.
 */
export function transition(
  stored: SceneRecord | undefined,
  scene: string,
  change: SceneChange,
  now: number,
  lifetimes: SceneLifetimes,
): TransitionOutcome {
  const current = sceneAt(stored, now, lifetimes);
  if (!current) return change.event === 'register' ? registered(scene, change, now, lifetimes) : NOT_FOUND;

  const byScanner = current.person === undefined || current.person === personOf(change);
  let cell: Cell = rowFor(change.event, byScanner)[current.status];
  const unchanged = { changed: false, record: current, before: current.status };
  if (cell.afterDelivery && now >= (current.deliverUntil ?? 0)) {
    return { answer: cell.afterDelivery, ...unchanged };
  }
  const typed = change.event === 'confirm' ? change.typedNumber : undefined;
  if (cell.wrongNumber && current.number !== undefined && typed !== current.number) {
    if (typed === undefined) return { answer: 'invalid_request', ...unchanged };
    cell = cell.wrongNumber;
  }
  if (cell.to === undefined && !cell.writes) return { answer: cell.answer, ...unchanged };

  const fields: SceneFields = { ...current, ...(cell.writes && fieldsBroughtBy(change)) };
  if (cell.to) fields.status = cell.to;
  if (cell.starts) fields.deadline = now + lifetimes[cell.starts];
  if (cell.starts === 'delivery') fields.deliverUntil = fields.deadline;
  // A consumed scene stays readable at least as long as its session can be taken back.
  if (cell.starts === 'terminal') fields.deadline = Math.max(fields.deadline, fields.deliverUntil ?? 0);
  return { answer: cell.answer, changed: true, record: sceneRecordOf(fields), before: current.status };
}

const NOT_FOUND: TransitionOutcome = {
  answer: 'scene_not_found',
  changed: false,
  record: undefined,
  before: undefined,
};

function registered(
  scene: string,
  { method, browser }: Extract<SceneChange, { event: 'register' }>,
  now: number,
  lifetimes: SceneLifetimes,
): TransitionOutcome {
  const record: SceneRecord = {
    scene,
    status: 'pending',
    method,
    createdAt: now,
    deadline: now + lifetimes.pending,
    browser,
  };
  return { answer: 'ok', changed: true, record, before: undefined };
}
