import type { SceneRecord } from '@maqiao/shared';

/** A scene whose status has just changed, as the store committed it, with the store's time of the change. */
export interface SceneNotification {
  record: Readonly<SceneRecord>;
  now: number;
}

/**
 * Tells the instance that holds a scene's browser of each change, and of a holder that has taken it over. The store
 * publishes them, in the same breath as the write. Notifications are fast, not certain: whoever listens also reads its
 * scenes again when some may have been lost.
 */
export abstract class SceneNotifications {
  /** This instance's name, random per start; stored with each scene whose browser it holds. */
  abstract readonly instance: string;
  abstract listen(listener: (notification: SceneNotification) => void): void;
  /** Tells when notifications may have been lost: whatever is held here has to be read again. */
  abstract onLost(listener: () => void): void;
}
