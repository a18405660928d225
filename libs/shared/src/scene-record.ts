import type { SecurityEventIdentity } from './audit-types.ts';
import type { Purpose } from './purposes.ts';

/** The states of a login attempt. `expired` is never stored: it is what a live state becomes at its deadline. */
export const SCENE_STATUSES = [
  'pending',
  'scanned',
  'confirmed',
  'consumed',
  'rejected',
  'cancelled',
  'expired',
] as const;

export type SceneStatus = (typeof SCENE_STATUSES)[number];

/** The order of a scene's states: it only ever moves on to a later one. The last three are ends. */
const ORDER: Readonly<Record<SceneStatus, number>> = {
  pending: 0,
  scanned: 1,
  confirmed: 2,
  consumed: 3,
  rejected: 4,
  cancelled: 4,
  expired: 4,
};

/** Whether one state of a scene comes before another, so that of two reports the older is known without a clock. */
export function isEarlier(status: SceneStatus, than: SceneStatus): boolean {
  return ORDER[status] < ORDER[than];
}

/** Where a scene was opened: `same-phone` says that the picture is saved and scanned on the phone that shows it. */
export type Display = 'screen' | 'same-phone';

/** How close the phone is to the browser, by their addresses. */
export type Near = 'same-network' | 'same-region' | 'elsewhere' | 'unknown';

/** What is shown of a person. WeChat sends neither; both are null until the person sets them. */
export interface UserProfile {
  nickname: string | null;
  avatarUrl: string | null;
}

/**
 * The browser behind a scene, as seen when it registered. `ip` is whole here and is cut before it is shown; null when it
 * is not known. `ipUncertain`: the proxies are not as TRUST_PROXY says, and `ip` proves nothing about who is near.
 */
export interface SceneOrigin {
  origin: string;
  browser: string;
  os: string;
  ip: string | null;
  ipUncertain?: true;
  region: string | null;
  display: Display;
  /**
   * SHA-256 of the cookie by which the server knows this browser again: null when it sent none, absent when it cannot
   * send one (a page of another site). It never leaves the server.
   */
  browserHash?: string | null;
  /** The OpenID Connect request that waits for this scene: its id, which never leaves the server, and its client. */
  interaction?: { uid: string; clientId?: string; client: RequestingClient; isDevice: boolean };
  /** What the confirm does, where it signs nobody in. */
  purpose?: ScenePurpose;
}

/** What a scene is for, where it signs nobody in. The phone is shown the nickname of the account. */
export type ScenePurpose = Purpose & { nickname: string | null };

/**
 * Software that asks who somebody is. `host`: where the person is sent back to; null for devices, and for programs on
 * the same machine, of which nobody can know who they are. `scopes`: what of CLIENT_SCOPES it is given if the person
 * agrees; of a device, whose access goes on after every session, `offline_access` is among them.
 */
export interface RequestingClient {
  name: string;
  host: string | null;
  scopes: string[];
}

/** The phone behind a scan. `entry` is WeChat's entry number: 1047 camera, 1048 long press, 1049 album. */
export interface SceneScan {
  user: UserProfile;
  near: Near;
  entry: number | null;
  /** Whether this person has signed in with this browser before; absent when it is not known. */
  knownBrowser?: boolean;
  /** The identity that has scanned; absent in scenes of before 0.2, and of those with the purpose `link`. */
  provenBy?: SecurityEventIdentity;
  /** Of a scene with the purpose `link`: the identity that was proven, sealed. It never leaves the server. */
  identity?: string;
}

/** The fields of a scene from its registration on. Times are Unix milliseconds of the store's clock. */
interface RegisteredScene {
  scene: string;
  /** Id of the sign-in method whose code the browser shows: `mini-program`. */
  method: string;
  createdAt: number;
  /** When this status ends: a live one expires, a terminal one stops being readable. Exclusive. */
  deadline: number;
  browser: SceneOrigin;
  /** Name of the instance that holds the browser's socket; it is notified of changes. */
  holder?: string | undefined;
}

/** Nobody has scanned. */
interface Unscanned {
  person?: undefined;
  scan?: undefined;
  number?: undefined;
  sid?: undefined;
  provenSid?: undefined;
  deliverUntil?: undefined;
}

/** Somebody has scanned, and not confirmed. */
interface Scanned {
  /** Id of the person who scanned first; only they may confirm or reject. */
  person: string;
  scan: SceneScan;
  /** The two digits of number match, when it is asked for. */
  number?: string | undefined;
  sid?: undefined;
  provenSid?: undefined;
  deliverUntil?: undefined;
}

/** The person who scanned has confirmed. */
interface Confirmed extends Pick<Scanned, 'person' | 'scan' | 'number'> {
  /** The session id made by the confirm; every delivery inserts the session if it is absent. */
  sid: string;
  /** A session of the same person that has gone on with this scene's proof, in place of the one that `sid` names. */
  provenSid?: string | undefined;
  /** Until when tokens are given, and the person can undo the login. */
  deliverUntil: number;
}

type InStatus<Status extends SceneStatus, Carried> = RegisteredScene & { status: Status } & Carried;

type PendingScene = InStatus<'pending', Unscanned>;
type ScannedScene = InStatus<'scanned', Scanned>;
type ConfirmedScene = InStatus<'confirmed' | 'consumed', Confirmed>;
/** Only the scanner can reject, before or after they have confirmed. */
type RejectedScene = InStatus<'rejected', Scanned | Confirmed>;
/** Cancelled or expired in any state; it keeps the fields it had. */
type AbandonedScene = InStatus<'cancelled' | 'expired', Unscanned | Scanned | Confirmed>;

/** One login attempt as the store keeps it. Its fields depend on its status. */
export type SceneRecord = PendingScene | ScannedScene | ConfirmedScene | RejectedScene | AbandonedScene;

/** A scene's status and fields, not yet checked. */
export interface SceneFields extends RegisteredScene {
  status: SceneStatus;
  person?: string | undefined;
  scan?: SceneScan | undefined;
  number?: string | undefined;
  sid?: string | undefined;
  provenSid?: string | undefined;
  deliverUntil?: number | undefined;
}

/**
 * The record that these fields make.
 * @throws TypeError when the status needs a field that is not there
 */
export function sceneRecordOf({
  status,
  person,
  scan,
  number,
  sid,
  provenSid,
  deliverUntil,
  ...registered
}: SceneFields): SceneRecord {
  const scanned: Scanned | undefined =
    person === undefined || scan === undefined
      ? undefined
      : { person, scan, ...(number !== undefined && { number }) };
  const confirmed: Confirmed | undefined =
    scanned === undefined || sid === undefined || deliverUntil === undefined
      ? undefined
      : { ...scanned, sid, ...(provenSid !== undefined && { provenSid }), deliverUntil };
  switch (status) {
    case 'pending':
      return { ...registered, status };
    case 'scanned':
      if (scanned) return { ...registered, status, ...scanned };
      break;
    case 'confirmed':
    case 'consumed':
      if (confirmed) return { ...registered, status, ...confirmed };
      break;
    case 'rejected':
      if (confirmed) return { ...registered, status, ...confirmed };
      if (scanned) return { ...registered, status, ...scanned };
      break;
    case 'cancelled':
    case 'expired':
      if (confirmed) return { ...registered, status, ...confirmed };
      if (scanned) return { ...registered, status, ...scanned };
      return { ...registered, status };
  }
  throw new TypeError(`a scene that is ${status} lacks what that status needs`);
}
