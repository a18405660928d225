import { Injectable } from '@nestjs/common';
import { randomId } from '../../../platform/secret/random.ts';
import { SceneHints, type SceneHint } from './scene-hints.ts';

/** Hints within one process: nothing is ever lost. */
@Injectable()
export class LocalSceneHints extends SceneHints {
  override readonly instance = randomId();
  readonly #listeners: ((hint: SceneHint) => void)[] = [];

  override listen(listener: (hint: SceneHint) => void): void {
    this.#listeners.push(listener);
  }

  override onLost(): void {
    // Never: they do not leave this process.
  }

  /** Called by the store of this process. */
  publish(hint: SceneHint): void {
    for (const listener of this.#listeners) listener(hint);
  }
}
