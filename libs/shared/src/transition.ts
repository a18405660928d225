import type { ErrorCode } from './error-codes.ts';
import type { SceneOrigin, SceneRecord, SceneScan, SceneStatus } from './scene-record.ts';
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

/** One event, with what it carries. `set` is merged into the record where the table says `writes`. */
export interface SceneChange {
  event: SceneEventName;
  /** Id of the person who does it; required for scan, confirm and reject. */
  person?: string;
  /** The number typed on the phone, for confirm. */
  number?: string;
  /** The browser, for register. */
  browser?: SceneOrigin;
  set?: { person?: string; scan?: SceneScan; number?: string; sid?: string; holder?: string };
}

/** What became of an event. `record` is the scene after it; `before` the status it met. */
export interface TransitionOutcome {
  answer: 'ok' | ErrorCode;
  changed: boolean;
  record: SceneRecord | undefined;
  before: SceneStatus | undefined;
}

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

/** The row of the table that an event meets. */
export function rowFor(change: Pick<SceneChange, 'event' | 'person'>, scanner: string | undefined): Row {
  const rows = TRANSITIONS[change.event];
  if ('any' in rows) return rows.any;
  return scanner === undefined || scanner === change.person ? rows.scanner : rows.other;
}

/**
 * Interprets the table for one event: the only place, with the Redis script that is handed the same row,
 * where a scene's next state is decided. Pure: the caller stores `record` when `changed`.
 */
export function transition(
  stored: SceneRecord | undefined,
  scene: string,
  change: SceneChange,
  now: number,
  lifetimes: SceneLifetimes,
): TransitionOutcome {
  const current = sceneAt(stored, now, lifetimes);
  if (!current) return change.event === 'register' ? created(scene, change, now, lifetimes) : NOT_FOUND;

  let cell: Cell = rowFor(change, current.person)[current.status];
  const unchanged = { changed: false, record: current, before: current.status };
  if (cell.afterDelivery && now >= (current.deliverUntil ?? 0)) {
    return { answer: cell.afterDelivery, ...unchanged };
  }
  if (cell.wrongNumber && current.number !== undefined && change.number !== current.number) {
    if (change.number === undefined) return { answer: 'invalid_request', ...unchanged };
    cell = cell.wrongNumber;
  }
  if (cell.to === undefined && !cell.writes) return { answer: cell.answer, ...unchanged };

  const record: SceneRecord = { ...current, ...(cell.writes ? change.set : undefined) };
  if (cell.to) record.status = cell.to;
  if (cell.starts) record.deadline = now + lifetimes[cell.starts];
  if (cell.starts === 'delivery') record.deliverUntil = record.deadline;
  // A consumed scene stays readable at least as long as its session can be taken back.
  if (cell.starts === 'terminal') record.deadline = Math.max(record.deadline, record.deliverUntil ?? 0);
  return { answer: cell.answer, changed: true, record, before: current.status };
}

const NOT_FOUND: TransitionOutcome = {
  answer: 'scene_not_found',
  changed: false,
  record: undefined,
  before: undefined,
};

function created(
  scene: string,
  change: SceneChange,
  now: number,
  lifetimes: SceneLifetimes,
): TransitionOutcome {
  if (!change.browser) throw new TypeError('register needs the browser that asks');
  const record: SceneRecord = {
    scene,
    status: 'pending',
    createdAt: now,
    deadline: now + lifetimes.pending,
    browser: change.browser,
  };
  return { answer: 'ok', changed: true, record, before: undefined };
}
