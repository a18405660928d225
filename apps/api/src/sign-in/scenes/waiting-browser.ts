import { isEarlier, TERMINAL_LIFETIME_MS, type SceneRecord, type SceneServerEvents } from '@maqiao/shared';
import { randomId } from '../../platform/secret/random.ts';
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';

interface WaitingSocketData {
  browser: WaitingBrowser;
}

export type WaitingSocket = Socket<DefaultEventsMap, SceneServerEvents, DefaultEventsMap, WaitingSocketData>;
export type WaitingNamespace = Namespace<
  DefaultEventsMap,
  SceneServerEvents,
  DefaultEventsMap,
  WaitingSocketData
>;

/** One browser that has proven its verifier, and the latest known state of its scene. */
export class WaitingBrowser {
  readonly scene: string;
  readonly socket: WaitingSocket;
  /** The id in its log lines: a socket is one long request. */
  readonly requestId = randomId();
  record: Readonly<SceneRecord> | undefined;
  /** The store's time of the latest report. */
  now = 0;
  /** Whether the store has made this instance the scene's holder, for this socket. */
  held = false;
  connected = false;
  /** Whether tokens were pushed on this socket, or are being pushed. They are pushed again only on another socket. */
  delivering = false;
  timer: NodeJS.Timeout | undefined;

  constructor(socket: WaitingSocket, scene: string) {
    this.socket = socket;
    this.scene = scene;
  }

  /** Stores a state that was read or notified, unless a newer one is known. @returns whether the status has changed */
  update(record: Readonly<SceneRecord>, now: number): boolean {
    const isNewer = !this.record || isEarlier(this.record.status, record.status);
    if (isNewer) this.record = record;
    if (isNewer || record.status === this.record?.status) this.now = Math.max(this.now, now);
    return isNewer;
  }
}

/** Milliseconds until a scene changes by itself: it expires, or is no longer readable. */
export function timeToNextChange({ status, deadline }: Readonly<SceneRecord>, now: number): number {
  return deadline + (status === 'expired' ? TERMINAL_LIFETIME_MS : 0) - now;
}
