import type { ErrorCode } from './error-codes.ts';
import type { SceneStatus } from './scene-record.ts';

/**
 * Everything that can happen to a scene. `redeem` is the claim and the poll that is answered with tokens;
 * `deliver` is the push, which `acknowledge` follows; `watch` says which instance holds the browser. `proveAgain` says
 * that the claim makes no session of its own: one of the same person goes on, with the proof of this scene.
 */
export const SCENE_EVENTS = [
  'register',
  'watch',
  'scan',
  'confirm',
  'reject',
  'cancel',
  'deliver',
  'redeem',
  'proveAgain',
  'acknowledge',
] as const;

export type SceneEventName = (typeof SCENE_EVENTS)[number];

/** Which lifetime starts with a change. `terminal`: how long a closed scene can still be read. */
export type Lifetime = 'scanned' | 'delivery' | 'terminal';

/** What one event does in one state. Plain data: the Redis script gets it as JSON. */
export interface Cell {
  /** `ok`, or the code that refuses the event. */
  readonly answer: 'ok' | ErrorCode;
  /** The new status; absent: nothing changes but what `writes` says. */
  readonly to?: SceneStatus;
  /** The deadline that the new status gets. */
  readonly starts?: Lifetime;
  /** Whether the fields that come with the event are merged into the record. */
  readonly writes?: true;
  /** The cell holds before the record's delivery deadline; from then on this code answers. */
  readonly afterDelivery?: ErrorCode;
  /** What happens instead when the record asks for a number and another one was given. */
  readonly wrongNumber?: Cell;
}

export type Row = Readonly<Record<SceneStatus, Cell>>;

/** `scanner`: the person who scanned, or the first to scan. `other`: any other person. `any`: no person is asked for. */
export type Rows = { readonly any: Row } | { readonly scanner: Row; readonly other: Row };

const ok: Cell = { answer: 'ok' };
const closed: Cell = { answer: 'scene_closed' };
const expired: Cell = { answer: 'scene_expired' };
const notScanner: Cell = { answer: 'not_scanner' };
const taken: Cell = { answer: 'scene_taken' };
const stillPending: Cell = { answer: 'authorization_pending' };
const denied: Cell = { answer: 'access_denied' };
const tooLate: Cell = { answer: 'expired_token' };

const rejected: Cell = { answer: 'ok', to: 'rejected', starts: 'terminal' };
const cancelled: Cell = { answer: 'ok', to: 'cancelled', starts: 'terminal' };
const consumed: Cell = { answer: 'ok', to: 'consumed', starts: 'terminal' };
const untilDeliveryDeadline: Cell = { answer: 'ok', afterDelivery: 'expired_token' };
const writtenUntilDeliveryDeadline: Cell = { ...untilDeliveryDeadline, writes: true };
const holder: Cell = { answer: 'ok', writes: true };

/** All rules of a login, by state. Nothing else may write a scene. */
export const TRANSITIONS: Readonly<Record<SceneEventName, Rows>> = {
  register: {
    any: {
      pending: ok,
      scanned: ok,
      confirmed: closed,
      consumed: closed,
      rejected: closed,
      cancelled: closed,
      expired,
    },
  },
  watch: {
    any: {
      pending: holder,
      scanned: holder,
      confirmed: holder,
      consumed: holder,
      rejected: holder,
      cancelled: holder,
      expired: ok,
    },
  },
  scan: {
    scanner: {
      pending: { answer: 'ok', to: 'scanned', starts: 'scanned', writes: true },
      scanned: ok,
      confirmed: ok,
      consumed: ok,
      rejected: closed,
      cancelled: closed,
      expired,
    },
    other: {
      pending: taken,
      scanned: taken,
      confirmed: taken,
      consumed: taken,
      rejected: closed,
      cancelled: closed,
      expired,
    },
  },
  confirm: {
    scanner: {
      pending: notScanner,
      scanned: {
        answer: 'ok',
        to: 'confirmed',
        starts: 'delivery',
        writes: true,
        wrongNumber: { answer: 'number_mismatch', to: 'rejected', starts: 'terminal' },
      },
      confirmed: ok,
      consumed: ok,
      rejected: closed,
      cancelled: closed,
      expired,
    },
    other: {
      pending: notScanner,
      scanned: notScanner,
      confirmed: notScanner,
      consumed: notScanner,
      rejected: closed,
      cancelled: closed,
      expired,
    },
  },
  reject: {
    scanner: {
      pending: notScanner,
      scanned: rejected,
      confirmed: rejected,
      consumed: { ...rejected, afterDelivery: 'scene_closed' },
      rejected: ok,
      cancelled: closed,
      expired,
    },
    other: {
      pending: notScanner,
      scanned: notScanner,
      confirmed: notScanner,
      consumed: notScanner,
      rejected: closed,
      cancelled: closed,
      expired,
    },
  },
  cancel: {
    any: {
      pending: cancelled,
      scanned: cancelled,
      confirmed: cancelled,
      consumed: closed,
      rejected: closed,
      cancelled: ok,
      expired,
    },
  },
  deliver: {
    any: {
      pending: stillPending,
      scanned: stillPending,
      confirmed: ok,
      consumed: untilDeliveryDeadline,
      rejected: denied,
      cancelled: denied,
      expired: tooLate,
    },
  },
  redeem: {
    any: {
      pending: stillPending,
      scanned: stillPending,
      confirmed: consumed,
      consumed: untilDeliveryDeadline,
      rejected: denied,
      cancelled: denied,
      expired: tooLate,
    },
  },
  // The claim redeems first.
  proveAgain: {
    any: {
      pending: stillPending,
      scanned: stillPending,
      confirmed: stillPending,
      consumed: writtenUntilDeliveryDeadline,
      rejected: denied,
      cancelled: denied,
      expired: tooLate,
    },
  },
  acknowledge: {
    any: {
      pending: ok,
      scanned: ok,
      confirmed: consumed,
      consumed: ok,
      rejected: ok,
      cancelled: ok,
      expired: ok,
    },
  },
};
