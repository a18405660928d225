import { Injectable } from '@nestjs/common';
import { randomId } from '../../../platform/secret/random.ts';
import { SceneNotifications, type SceneNotification } from './scene-notifications.ts';

/** Notifications within one process. None is ever lost. */
@Injectable()
export class LocalSceneNotifications extends SceneNotifications {
  override readonly instance = randomId();
  readonly #listeners: ((notification: SceneNotification) => void)[] = [];

  override listen(listener: (notification: SceneNotification) => void): void {
    this.#listeners.push(listener);
  }

  override onLost(): void {
    // Never called: none is lost within one process.
  }

  /** Called by the store of this process. */
  publish(notification: SceneNotification): void {
    for (const listener of this.#listeners) listener(notification);
  }
}
