import type { SceneRecord } from '@maqiao/shared';

/** A scene whose status has just changed, as the store committed it, with the store's time of the change. */
export interface SceneNotification {
  record: Readonly<SceneRecord>;
  now: number;
}

/**
 * Notifies the instance that holds a scene's browser of each change of status, and of another instance that holds it
 * from now on. The store publishes them together with the write. Notifications may be lost: then the listener reads
 * its scenes again.
 */
export abstract class SceneNotifications {
  /** This instance's name, random per start; stored with each scene whose browser it holds. */
  abstract readonly instance: string;
  abstract listen(listener: (notification: SceneNotification) => void): void;
  /** Calls the listener when notifications may have been lost: the scenes of this instance have to be read again. */
  abstract onLost(listener: () => void): void;
}
